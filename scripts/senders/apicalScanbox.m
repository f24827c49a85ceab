function apicalScanbox(host, port)
    % Scanbox plug-in that sends each frame to Apical on another computer (source tcp with protocol=apical).
    %
    % On the same computer it is not needed: let Apical read scanbox.mmap itself (source mmap, format=scanbox).
    % Run it in the MATLAB that Scanbox starts for plug-ins, in the folder of scanbox.mmap; switch mmap on in
    % scanbox_config. It ends when Scanbox stops.
    if nargin < 1, host = '127.0.0.1'; end
    if nargin < 2, port = 30002; end
    file = memmapfile('scanbox.mmap', 'Writable', true, 'Format', {'int16' [1 16] 'header'}, 'Repeat', 1);
    sender = [];
    number = -1;
    last = -1;
    while true
        count = file.Data.header(1);
        if count == -2 && ~isempty(sender)
            sender.close();
            return
        end
        if count < 0
            continue
        end
        if isempty(sender)
            planes = 1;
            if file.Data.header(5)
                planes = double(file.Data.header(6));
            end
            file.Format = {'int16' [1 16] 'header'; 'uint16' double(file.Data.header(2:3)) 'chA'};
            sender = ApicalSender(host, port, planes, 1);
        end
        % the count is an int16, which ends at 32,767
        number = number + max(1, mod(double(count) - last, 32768));
        last = double(count);
        sender.send(intmax('uint16') - file.Data.chA, number, NaN, mod(number, planes), 0);
        file.Data.header(1) = -1;
    end
end
