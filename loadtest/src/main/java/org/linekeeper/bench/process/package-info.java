/** Programs under measurement: started on a core of their own, looked at through the operating system, stopped in the end. */
@org.jspecify.annotations.NullMarked
package org.linekeeper.bench.process;
