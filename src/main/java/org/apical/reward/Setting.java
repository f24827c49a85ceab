package org.apical.reward;

/**
 * One thing that can be set of a device.
 *
 * @param key snake_case, with its unit where it has one
 * @param initial the default; null where the user must say
 * @param meaning for the user, without a full stop
 */
public record Setting(String key, String initial, String meaning) {}
