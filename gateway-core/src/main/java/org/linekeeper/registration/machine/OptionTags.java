package org.linekeeper.registration.machine;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.linekeeper.sip.register.RegisterResponse;

/** Which traits the next REGISTER has after a 420, 421 or 439. */
final class OptionTags {
    private OptionTags() {}

    static Set<PbxTrait> obeying(RegisterResponse response, Set<PbxTrait> carried) {
        Set<PbxTrait> next = EnumSet.noneOf(PbxTrait.class);
        next.addAll(carried);
        switch (response.status()) {
            case 421 -> required(next, response.required());
            case 439 -> next.remove(PbxTrait.OUTBOUND);
            default -> unsupported(next, response.unsupported());
        }
        // RFC 5626 4.2.1 asks for path wherever outbound is
        if (!next.contains(PbxTrait.PATH)) {
            next.remove(PbxTrait.OUTBOUND);
        }
        return next;
    }

    /**
     * RFC 3261 21.4.16: "The UAS needs a particular extension to process the request, but this extension is not listed in a Supported
     * header field in the request". Where it names none, the request is made as plain as can be.
     */
    private static void required(Set<PbxTrait> next, List<String> tags) {
        if (tags.contains("path")) {
            next.add(PbxTrait.PATH);
        }
        if (tags.contains("outbound")) {
            next.add(PbxTrait.PATH);
            next.add(PbxTrait.OUTBOUND);
        }
        if (tags.isEmpty()) {
            next.remove(PbxTrait.OUTBOUND);
        }
    }

    /**
     * RFC 3261 21.4.15: "The server MUST include a list of the unsupported extensions in an Unsupported header field". There are PBXs
     * that name {@code path} when a proxy on the way has added one and we did not list it as supported, so a tag we did not
     * send is put in.
     */
    private static void unsupported(Set<PbxTrait> next, List<String> tags) {
        boolean named = false;
        for (PbxTrait trait : List.of(PbxTrait.PATH, PbxTrait.OUTBOUND)) {
            if (tags.contains(trait.name().toLowerCase(Locale.ROOT))) {
                named = true;
                if (!next.remove(trait)) {
                    next.add(trait);
                }
            }
        }
        if (!named && !next.remove(PbxTrait.OUTBOUND)) {
            next.remove(PbxTrait.PATH);
        }
    }
}
