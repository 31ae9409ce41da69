/** What the gateway does before a crowd of lines begins to register, so that the first of them are served as fast as the last. */
@NullMarked
package org.linekeeper.app.rehearsal;

import org.jspecify.annotations.NullMarked;
