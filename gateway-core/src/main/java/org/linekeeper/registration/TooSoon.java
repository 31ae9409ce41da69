package org.linekeeper.registration;

import java.time.Duration;

/**
 * Why something may not be done now.
 *
 * @param retryAfter when to come again, more than zero
 * @param why in plain words
 */
public record TooSoon(Duration retryAfter, String why) {}
