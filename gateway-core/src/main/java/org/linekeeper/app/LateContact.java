package org.linekeeper.app;

import java.util.Optional;
import org.linekeeper.sip.transport.MessageSource;
import org.linekeeper.sip.transport.OptionsContact;

/** Stands in for names that are known only after the stack was made, which needs them. */
final class LateContact implements OptionsContact {
    private volatile OptionsContact names = OptionsContact.OF_LISTENER;

    void become(OptionsContact known) {
        names = known;
    }

    @Override
    public Optional<String> host(String requested, MessageSource source) {
        return names.host(requested, source);
    }
}
