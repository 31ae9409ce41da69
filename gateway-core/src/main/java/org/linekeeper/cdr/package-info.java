/** Call detail records: one JSON line a call, on disk before the call is forgotten. */
@NullMarked
package org.linekeeper.cdr;

import org.jspecify.annotations.NullMarked;
