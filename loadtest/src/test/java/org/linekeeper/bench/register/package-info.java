/** What the REGISTER path costs, measured part by part. */
@NullMarked
package org.linekeeper.bench.register;

import org.jspecify.annotations.NullMarked;
