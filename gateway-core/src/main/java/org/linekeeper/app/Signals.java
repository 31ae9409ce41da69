package org.linekeeper.app;

import java.lang.reflect.Proxy;

/**
 * Handlers of Unix signals. The JDK's class for it is exported by {@code jdk.unsupported} alone, so it is reached by
 * reflection; where it is missing the signal keeps its default action, which runs the shutdown hooks.
 */
final class Signals {
    private Signals() {}

    /** Runs the task on the JVM's signal thread each time the signal comes, instead of its default action. */
    static boolean handle(String name, Runnable task) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object proxy = Proxy.newProxyInstance(
                    Signals.class.getClassLoader(), new Class<?>[] {handler}, (self, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            task.run();
                        }
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
            return true;
        } catch (ReflectiveOperationException | IllegalArgumentException unavailable) {
            return false;
        }
    }
}
