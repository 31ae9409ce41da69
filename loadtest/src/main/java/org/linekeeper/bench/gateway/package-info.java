/** The gateway as a benchmark sees it: a program of its own, asked over HTTP, looked at through the operating system. */
@org.jspecify.annotations.NullMarked
package org.linekeeper.bench.gateway;
