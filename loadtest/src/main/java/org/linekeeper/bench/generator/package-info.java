/**
 * Both ends of calls, in one process and on one thread: a caller that places calls at a steady rate whatever becomes of them, and
 * a callee that answers. They work on bytes and must cost far less than the gateway between them.
 */
@org.jspecify.annotations.NullMarked
package org.linekeeper.bench.generator;
