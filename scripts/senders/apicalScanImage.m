function apicalScanImage(src, evt, varargin)
    % ScanImage user function that sends each frame to Apical (source tcp with protocol=apical).
    %
    % In ScanImage's window "User Functions" enter it twice: for the event frameAcquired, and for acqAbort and
    % acqDone, which end the stream. Arguments, all optional: {host, port}; the default is {'127.0.0.1', 30002}.
    % Planes are taken from the stack of an acquisition with a fast z actuator. A user function runs within
    % ScanImage, so a slow network slows ScanImage; send to the same computer or over a quick cable.
    persistent sender sent
    hSI = src.hSI;
    if ~strcmp(evt.EventName, 'frameAcquired')
        if ~isempty(sender)
            sender.close();
        end
        sender = [];
        return
    end
    stripe = hSI.hDisplay.stripeDataBuffer{hSI.hDisplay.stripeDataBufferPointer};
    images = stripe.roiData{1}.imageData;
    planes = 1;
    if hSI.hStackManager.enable
        planes = hSI.hStackManager.actualNumSlices;
    end
    if isempty(sender)
        arguments = [varargin, {'127.0.0.1', 30002}];
        if numel(varargin) == 1
            arguments = [varargin, {30002}];
        end
        sender = ApicalSender(arguments{1}, arguments{2}, planes, numel(images));
        sent = -1;
    end
    frame = stripe.frameNumberAcqMode - 1;
    if frame == sent
        return
    end
    sent = frame;
    for channel = 1:numel(images)
        number = frame * numel(images) + channel - 1;
        sender.send(int16(images{channel}{1}), number, stripe.frameTimestamp, mod(frame, planes), channel - 1);
    end
end
