/** What lines say of themselves: whether they want calls, and what waits in their mailboxes. */
@NullMarked
package org.linekeeper.call.presence;

import org.jspecify.annotations.NullMarked;
