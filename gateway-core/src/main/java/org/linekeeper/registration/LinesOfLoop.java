package org.linekeeper.registration;

import java.util.Collection;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.linekeeper.config.model.Line;

/** The same task for each of some lines that one loop owns, made when its time comes. On that loop. */
final class LinesOfLoop implements Iterator<Runnable> {
    private final Iterator<Line> lines;
    private final LineHome home;
    private final Function<String, LineHome> homes;
    private final BiConsumer<Line, LineHome> task;
    private @Nullable Line next;

    /**
     * @param lines those of all loops; a walk over them that goes on while they change
     * @param homes where a line belongs, by its id
     */
    LinesOfLoop(
            Collection<Line> lines, LineHome home, Function<String, LineHome> homes, BiConsumer<Line, LineHome> task) {
        this.lines = lines.iterator();
        this.home = home;
        this.homes = homes;
        this.task = task;
    }

    @Override
    public boolean hasNext() {
        while (next == null && lines.hasNext()) {
            Line line = lines.next();
            if (homes.apply(line.id()).equals(home)) {
                next = line;
            }
        }
        return next != null;
    }

    @Override
    public Runnable next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException();
        }
        Line line = next;
        next = null;
        return () -> task.accept(line, home);
    }
}
