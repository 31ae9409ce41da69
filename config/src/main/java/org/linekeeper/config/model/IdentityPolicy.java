package org.linekeeper.config.model;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a PBX is shown of a caller from Teams. What is empty is inherited: a line from its PBX, a PBX from its enterprise,
 * an enterprise from its reseller.
 *
 * @param callerName which name
 * @param callerNameText the name, for {@link NameShown#OTHER}
 * @param callerId which number, in From
 * @param callerIdNumber the number, E.164 with its plus, for {@link NumberShown#OTHER}
 * @param forwardedCallerId which number for a call that Teams forwards
 * @param assertedIdentity which number in P-Asserted-Identity (RFC 3325)
 * @param withheldCaller what stands in From of a caller that withholds its identity (RFC 3323)
 */
public record IdentityPolicy(
        Optional<NameShown> callerName,
        Optional<String> callerNameText,
        Optional<NumberShown> callerId,
        Optional<String> callerIdNumber,
        Optional<NumberShown> forwardedCallerId,
        Optional<NumberAsserted> assertedIdentity,
        Optional<WithheldShown> withheldCaller) {
    /** Everything is inherited. */
    public static final IdentityPolicy NONE = new IdentityPolicy(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    private static final int LONGEST_NAME = 64;

    /** The name of the caller. */
    public enum NameShown {
        /** As Teams gives it; that of the line when it gives none. */
        TRANSPARENT,
        /** That of the line. */
        LINE,
        /** A fixed one. */
        OTHER,
        /** None. */
        NONE
    }

    /** The number of the caller. */
    public enum NumberShown {
        /** The line's address of record, by which most PBXs know who calls. */
        LINE,
        /** The line's telephone number. */
        NUMBER,
        /** As Teams gives it. */
        TRANSPARENT,
        /** A fixed one. */
        OTHER
    }

    /** The number in P-Asserted-Identity. */
    public enum NumberAsserted {
        /** No such header. */
        NONE,
        /** The line's telephone number. */
        NUMBER,
        /** As Teams gives it. */
        TRANSPARENT,
        /** The fixed one. */
        OTHER
    }

    /** From of a caller that withholds its identity. */
    public enum WithheldShown {
        /** The line's address of record, which the PBX is asked not to show. */
        LINE,
        /** An anonymous one (RFC 3323 section 4.1.1.3). */
        ANONYMOUS
    }

    /** This policy, with what it leaves open from that one. */
    public IdentityPolicy over(IdentityPolicy inherited) {
        return new IdentityPolicy(
                callerName.or(inherited::callerName),
                callerNameText.or(inherited::callerNameText),
                callerId.or(inherited::callerId),
                callerIdNumber.or(inherited::callerIdNumber),
                forwardedCallerId.or(inherited::forwardedCallerId),
                assertedIdentity.or(inherited::assertedIdentity),
                withheldCaller.or(inherited::withheldCaller));
    }

    void check(Checks checks, String pointer) {
        checks.printable(pointer + "/callerNameText", callerNameText, LONGEST_NAME);
        callerIdNumber.ifPresent(number -> checks.phoneNumber(pointer + "/callerIdNumber", number));
    }

    /** As texts, from which {@link #unpack} makes it again: what is empty is an empty text. */
    List<String> pack() {
        return List.of(
                word(callerName),
                callerNameText.orElse(""),
                word(callerId),
                callerIdNumber.orElse(""),
                word(forwardedCallerId),
                word(assertedIdentity),
                word(withheldCaller));
    }

    static IdentityPolicy unpack(List<String> texts) {
        return new IdentityPolicy(
                read(NameShown.class, texts.get(0)),
                text(texts.get(1)),
                read(NumberShown.class, texts.get(2)),
                text(texts.get(3)),
                read(NumberShown.class, texts.get(4)),
                read(NumberAsserted.class, texts.get(5)),
                read(WithheldShown.class, texts.get(6)));
    }

    static String word(Optional<? extends Enum<?>> value) {
        return value.map(present -> present.name().toLowerCase(Locale.ROOT)).orElse("");
    }

    private static Optional<String> text(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private static <E extends Enum<E>> Optional<E> read(Class<E> type, String word) {
        return text(word).map(present -> Enum.valueOf(type, present.toUpperCase(Locale.ROOT)));
    }
}
