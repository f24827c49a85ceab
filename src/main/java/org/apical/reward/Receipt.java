package org.apical.reward;

import java.time.Duration;

/**
 * A device's answer to a reward.
 *
 * @param sequence the number of the reward that is answered
 * @param opened how long the valve was open: measured by the device where it can, else as asked for
 * @param confirmed false where the way to the device knows no answer, so that all one knows is that it was sent
 */
public record Receipt(long sequence, Duration opened, boolean confirmed) {}
