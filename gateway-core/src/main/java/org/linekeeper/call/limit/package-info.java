/** How many calls whoever may have, and where to. */
@org.jspecify.annotations.NullMarked
package org.linekeeper.call.limit;
