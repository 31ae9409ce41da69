package org.linekeeper.config.model;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One Teams user on one PBX extension. There are many of them, so that it keeps its texts in one array and makes strings of them
 * when asked; only its ids are kept as strings, for others hold on to them.
 */
public final class Line implements Entity {
    /** The texts in the order of how often they are asked for. */
    private static final int SIP_USER = 0;

    private static final int AUTH_USER = 1;
    private static final int PHONE_NUMBER = 2;
    private static final int PASSWORD = 3;
    private static final int TEAMS_USER = 4;
    private static final int DISPLAY_NAME = 5;

    /** From here on those of the options, where there are any. */
    private static final int OPTIONS = 6;

    private static final int ENABLED = 1;
    private static final int HAS_AUTH_USER = 2;
    private static final int HAS_DISPLAY_NAME = 4;
    private static final int HAS_DOMAIN = 8;
    private static final int HAS_OPTIONS = 16;

    private final String id;
    private final String pbxId;
    private final String directRouteId;
    private final byte[] texts;
    private final byte flags;

    /**
     * @param id the portal's id
     * @param pbxId where it registers
     * @param directRouteId how its Teams user is reached; a direct route of the same enterprise
     * @param teamsUser the user principal name or object id, for people and the portal; only kept
     * @param phoneNumber the Teams number, E.164 with its plus
     * @param sipUser user part of the AOR on the PBX; the PBX's SIP domain is added unless it carries its own ("user@domain")
     * @param authUser digest user name; empty for the user part of {@code sipUser}
     * @param password digest password, any printable characters
     * @param displayName caller name towards the PBX
     * @param enabled when false it does not register
     */
    public Line(
            String id,
            String pbxId,
            String directRouteId,
            String teamsUser,
            String phoneNumber,
            String sipUser,
            Optional<String> authUser,
            Secret password,
            Optional<String> displayName,
            boolean enabled) {
        this(
                id,
                pbxId,
                directRouteId,
                teamsUser,
                phoneNumber,
                sipUser,
                authUser,
                password,
                displayName,
                enabled,
                LineOptions.NONE);
    }

    /** The same with what few lines have. */
    public Line(
            String id,
            String pbxId,
            String directRouteId,
            String teamsUser,
            String phoneNumber,
            String sipUser,
            Optional<String> authUser,
            Secret password,
            Optional<String> displayName,
            boolean enabled,
            LineOptions options) {
        this.id = id;
        this.pbxId = pbxId;
        this.directRouteId = directRouteId;
        boolean hasOptions = !options.equals(LineOptions.NONE);
        List<String> usual = List.of(
                sipUser, authUser.orElse(""), phoneNumber, password.reveal(), teamsUser, displayName.orElse(""));
        texts = PackedTexts.pack(
                hasOptions
                        ? Stream.concat(usual.stream(), options.pack().stream()).toArray(String[]::new)
                        : usual.toArray(String[]::new));
        flags = (byte) ((enabled ? ENABLED : 0)
                | (authUser.isPresent() ? HAS_AUTH_USER : 0)
                | (displayName.isPresent() ? HAS_DISPLAY_NAME : 0)
                | (sipUser.indexOf('@') >= 0 ? HAS_DOMAIN : 0)
                | (hasOptions ? HAS_OPTIONS : 0));
    }

    private Line(Line line, String pbxId, String directRouteId) {
        id = line.id;
        this.pbxId = pbxId;
        this.directRouteId = directRouteId;
        texts = line.texts;
        flags = line.flags;
    }

    /** The same line, which holds these strings in place of its own, equal ones, so that lines share them. */
    public Line sharing(String pbxId, String directRouteId) {
        if (!pbxId.equals(this.pbxId) || !directRouteId.equals(this.directRouteId)) {
            throw new IllegalArgumentException("not the ids of line " + id);
        }
        return new Line(this, pbxId, directRouteId);
    }

    /** The same line with other options. */
    public Line with(LineOptions options) {
        return new Line(
                id,
                pbxId,
                directRouteId,
                teamsUser(),
                phoneNumber(),
                sipUser(),
                authUser(),
                password(),
                displayName(),
                enabled(),
                options);
    }

    @Override
    public String id() {
        return id;
    }

    public String pbxId() {
        return pbxId;
    }

    public String directRouteId() {
        return directRouteId;
    }

    public String teamsUser() {
        return text(TEAMS_USER);
    }

    public String phoneNumber() {
        return text(PHONE_NUMBER);
    }

    public String sipUser() {
        return text(SIP_USER);
    }

    public Optional<String> authUser() {
        return is(HAS_AUTH_USER) ? Optional.of(text(AUTH_USER)) : Optional.empty();
    }

    public Secret password() {
        return Secret.of(text(PASSWORD));
    }

    public Optional<String> displayName() {
        return is(HAS_DISPLAY_NAME) ? Optional.of(text(DISPLAY_NAME)) : Optional.empty();
    }

    public boolean enabled() {
        return is(ENABLED);
    }

    /** What few lines have. */
    public LineOptions options() {
        return is(HAS_OPTIONS) ? LineOptions.unpack(PackedTexts.from(texts, OPTIONS)) : LineOptions.NONE;
    }

    /**
     * The number by which Teams knows the user of one of its numbers: that number itself where it is of a range, else
     * {@link #phoneNumber()}.
     */
    public String teamsNumber(String number) {
        return hasRange(number) ? number : phoneNumber();
    }

    /** Whether one of its ranges has this number. */
    public boolean hasRange(String number) {
        return is(HAS_OPTIONS) && options().rangeOf(number).isPresent();
    }

    /** Whether it has any of what few lines have; cheaper than looking. */
    public boolean hasOptions() {
        return is(HAS_OPTIONS);
    }

    /** Whether the SIP user carries a domain of its own. */
    public boolean hasOwnDomain() {
        return is(HAS_DOMAIN);
    }

    /** Whether this is its SIP user, letter by letter. */
    public boolean hasSipUser(String user) {
        return PackedTexts.is(texts, SIP_USER, user);
    }

    /** The hash code of {@link #sipUser()}. */
    public int sipUserHash() {
        return PackedTexts.hash(texts, SIP_USER);
    }

    /** Whether this is its number. */
    public boolean hasPhoneNumber(String number) {
        return PackedTexts.is(texts, PHONE_NUMBER, number);
    }

    /** The hash code of {@link #phoneNumber()}. */
    public int phoneNumberHash() {
        return PackedTexts.hash(texts, PHONE_NUMBER);
    }

    private String text(int index) {
        return PackedTexts.text(texts, index);
    }

    private boolean is(int flag) {
        return (flags & flag) != 0;
    }

    @Override
    public Kind kind() {
        return Kind.LINE;
    }

    @Override
    public List<Problem> problems() {
        Checks checks = new Checks()
                .id("/id", id)
                .id("/pbxId", pbxId)
                .id("/directRouteId", directRouteId)
                .word("/teamsUser", teamsUser(), 256)
                .phoneNumber("/phoneNumber", phoneNumber())
                .sipUser("/sipUser", sipUser())
                .printable("/authUser", authUser(), 128)
                .secret("/password", password())
                .printable("/displayName", displayName(), 128);
        options().check(checks, phoneNumber());
        return checks.list();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Line that
                && id.equals(that.id)
                && pbxId.equals(that.pbxId)
                && directRouteId.equals(that.directRouteId)
                && flags == that.flags
                && Arrays.equals(texts, that.texts);
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, pbxId, directRouteId, flags, Arrays.hashCode(texts));
    }

    @Override
    public String toString() {
        return "Line[id=" + id + ", pbxId=" + pbxId + ", directRouteId=" + directRouteId + ", teamsUser=" + teamsUser()
                + ", phoneNumber=" + phoneNumber() + ", sipUser=" + sipUser() + ", authUser=" + authUser()
                + ", password=" + password() + ", displayName=" + displayName() + ", enabled=" + enabled()
                + ", options=" + options() + "]";
    }
}
