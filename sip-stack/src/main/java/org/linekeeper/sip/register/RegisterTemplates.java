package org.linekeeper.sip.register;

import org.jspecify.annotations.Nullable;
import org.linekeeper.sip.transport.ListenerSettings;

/**
 * The templates that one loop used last, at most {@value #PLACES}: about a kilobyte each. PBXs that meet in one place take it from
 * each other, which costs a microsecond and nothing else.
 */
final class RegisterTemplates {
    private static final int PLACES = 512;

    private final String userAgent;
    private final @Nullable RegisterTemplate[] templates = new RegisterTemplate[PLACES];

    RegisterTemplates(String userAgent) {
        this.userAgent = userAgent;
    }

    /**
     * The template for requests of this PBX from this listener.
     *
     * @throws IllegalArgumentException when domain, proxy or listener hold a control character
     */
    RegisterTemplate of(Register register, ListenerSettings listener) {
        int hash = register.domain().hashCode() * 31 + listener.advertisedPort();
        int place = (hash * 0x9E3779B9) >>> 23;
        RegisterTemplate template = templates[place];
        if (template == null || !template.serves(listener, register)) {
            template = new RegisterTemplate(listener, register.domain(), register.outboundProxy(), userAgent);
            templates[place] = template;
        }
        return template;
    }
}
