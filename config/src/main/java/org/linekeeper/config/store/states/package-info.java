/** The durable store of the model and of line runtime state, with a change feed and an in-memory directory. */
@NullMarked
package org.linekeeper.config.store.states;

import org.jspecify.annotations.NullMarked;
