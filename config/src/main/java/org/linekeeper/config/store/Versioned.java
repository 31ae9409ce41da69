package org.linekeeper.config.store;

import org.linekeeper.config.model.Entity;

/**
 * A stored entity.
 *
 * @param entity what was written last
 * @param revision the store's revision that wrote it; strictly rising over all entities; served as ETag
 */
public record Versioned<E extends Entity>(E entity, long revision) {}
