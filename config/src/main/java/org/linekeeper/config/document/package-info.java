/** JSON and YAML text as a tree that knows its places, and the readers that turn it into values with every fault reported. */
@NullMarked
package org.linekeeper.config.document;

import org.jspecify.annotations.NullMarked;
