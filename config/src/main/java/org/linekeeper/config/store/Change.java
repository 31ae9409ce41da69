package org.linekeeper.config.store;

import java.util.Optional;
import org.linekeeper.config.model.Entity;

/**
 * One committed write.
 *
 * @param revision its place in the feed; strictly rising
 * @param before what stood there, empty when created
 * @param after what stands there now, empty when deleted
 */
public record Change(long revision, Optional<Entity> before, Optional<Entity> after) {}
