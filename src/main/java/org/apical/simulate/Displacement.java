package org.apical.simulate;

/**
 * A true displacement of content from the still scene: down and right positive.
 *
 * @param dy rows, px
 * @param dx columns, px
 */
public record Displacement(double dy, double dx) {}
