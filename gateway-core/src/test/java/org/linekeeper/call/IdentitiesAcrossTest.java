package org.linekeeper.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.linekeeper.config.model.CallLimits;
import org.linekeeper.config.model.Enterprise;
import org.linekeeper.config.model.IdentityPolicy;
import org.linekeeper.config.model.IdentityPolicy.NameShown;
import org.linekeeper.config.model.IdentityPolicy.NumberAsserted;
import org.linekeeper.config.model.IdentityPolicy.NumberShown;
import org.linekeeper.config.model.IdentityPolicy.WithheldShown;
import org.linekeeper.config.model.Line;
import org.linekeeper.config.model.LineOptions;
import org.linekeeper.config.model.Secret;

/** What each side is shown of who calls and who was called before. */
class IdentitiesAcrossTest {
    private static final String[] FORWARDED = {
        "FROM: <sip:+13125550177@sip.pstnhub.microsoft.com:5061;user=phone>;tag=f",
        "HISTORY-INFO: <sip:+12065550101@sip.pstnhub.microsoft.com:5061;user=phone?Reason=SIP%3Bcause%3D302%3Btext%3D%22Moved"
                + "%20Temporarily%22>;index=1,<sip:+14255550199@sbc.example.com;user=phone>;index=1.1",
        "REFERRED-BY: <sip:+12065550101@sip.pstnhub.microsoft.com:5061;user=phone>"
    };

    private CallWorld world;

    @BeforeEach
    void start() throws Exception {
        world = new CallWorld();
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private static IdentityPolicy policy(NameShown name, NumberShown id, NumberShown forwarded) {
        return new IdentityPolicy(
                Optional.ofNullable(name),
                Optional.of("Acme"),
                Optional.ofNullable(id),
                Optional.of("+12065550100"),
                Optional.ofNullable(forwarded),
                Optional.empty(),
                Optional.empty());
    }

    private void pbx(IdentityPolicy policy) {
        world.directory.pbxs.put("p1", world.pbxSettings(true).with(policy));
    }

    private void line(Optional<String> name, IdentityPolicy policy) {
        Line line = world.directory.lines.get("l1");
        world.directory.lines.put(
                "l1",
                new Line(
                        "l1",
                        line.pbxId(),
                        line.directRouteId(),
                        line.teamsUser(),
                        line.phoneNumber(),
                        line.sipUser(),
                        Optional.empty(),
                        Secret.of("secret"),
                        name,
                        true,
                        new LineOptions(List.of(), policy, CallLimits.NONE)));
    }

    private SipText toPbx(String callId, String... more) {
        Dialled.fromTeams(world, "+12065550101", "+14255550199", callId).invite(Dialled.OFFER, more);
        return world.pbx.request("INVITE");
    }

    private static String named(String name) {
        return "FROM: \"" + name + "\" <sip:+12065550101@sip.pstnhub.microsoft.com:5061;user=phone>;tag=n";
    }

    @Test
    void byDefaultThePbxSeesItsOwnUserWithTheNameOfTheLine() {
        assertThat(toPbx("i1", named("Ann of Teams")).header("From"))
                .startsWith("\"Line l1\" <sip:101t@" + CallWorld.SIP_DOMAIN + ">");
        line(Optional.empty(), IdentityPolicy.NONE);
        assertThat(toPbx("i2", named("Ann of Teams")).header("From")).startsWith("\"Ann of Teams\" <sip:101t@");
    }

    @Test
    void policiesAreInheritedFromTheEnterpriseByThePbxByTheLine() {
        line(Optional.empty(), IdentityPolicy.NONE);
        world.directory.enterprises.put(
                "e1",
                new Enterprise(
                        "e1",
                        "Acme",
                        Optional.empty(),
                        OptionalInt.empty(),
                        true,
                        true,
                        policy(NameShown.OTHER, NumberShown.OTHER, null),
                        CallLimits.NONE));
        assertThat(toPbx("i3").header("From")).startsWith("\"Acme\" <sip:+12065550100@" + CallWorld.SIP_DOMAIN);
        pbx(policy(null, NumberShown.NUMBER, null));
        assertThat(toPbx("i4").header("From")).startsWith("\"Acme\" <sip:+12065550101@");
        line(Optional.empty(), policy(NameShown.NONE, NumberShown.LINE, null));
        assertThat(toPbx("i5").header("From")).startsWith("<sip:101t@");
    }

    @Test
    void numberAsTeamsShowsItMayStandInFromAndTheUserWhoPaysIsStillTheLine() {
        pbx(policy(null, NumberShown.TRANSPARENT, null));
        SipText invite = toPbx(
                "i6",
                "FROM: <sip:+18005550100@sip.pstnhub.microsoft.com:5061;user=phone>;tag=s",
                "P-ASSERTED-IDENTITY: <tel:+12065550101>,<sip:alex@tenant.example.com>");
        assertThat(invite.header("From")).contains("<sip:+18005550100@" + CallWorld.SIP_DOMAIN);
        assertThat(invite.headers("P-Asserted-Identity")).isEmpty();
        assertThat(invite.contactUri()).contains("tok-l1");
    }

    @Test
    void forwardedCallIsOfTheLineThatForwardsIt() {
        SipText invite = toPbx("i7", FORWARDED);
        assertThat(invite.header("From")).contains("<sip:101t@");
        assertThat(invite.header("Diversion"))
                .isEqualTo("<sip:+12065550101@" + CallWorld.SIP_DOMAIN
                        + ";user=phone>;reason=unconditional;counter=1;privacy=off");
        pbx(policy(null, null, NumberShown.TRANSPARENT));
        assertThat(toPbx("i8", FORWARDED).header("From")).contains("<sip:+13125550177@");
    }

    @Test
    void callerWithALineOfItsOwnDoesNotTakeOverAForwardedCall() {
        String[] byColleague = FORWARDED.clone();
        byColleague[0] = "FROM: <sip:+12065550102@sip.pstnhub.microsoft.com:5061;user=phone>;tag=f";
        assertThat(toPbx("i9", byColleague).header("From")).contains("<sip:101t@");
    }

    @Test
    void withheldCallerIsNotShownButThePbxStillKnowsItsUser() {
        String[] withheld = {
            "FROM: <sip:anonymous@anonymous.invalid>;tag=w", "P-ASSERTED-IDENTITY: <tel:+12065550101>", "PRIVACY: id"
        };
        SipText invite = toPbx("i10", withheld);
        assertThat(invite.header("From")).startsWith("\"Anonymous\" <sip:101t@");
        assertThat(invite.header("Privacy")).isEqualTo("id");
        pbx(new IdentityPolicy(
                Optional.empty(),
                Optional.empty(),
                Optional.of(NumberShown.NUMBER),
                Optional.empty(),
                Optional.empty(),
                Optional.of(NumberAsserted.NUMBER),
                Optional.of(WithheldShown.ANONYMOUS)));
        SipText hidden = toPbx("i11", withheld);
        assertThat(hidden.header("From")).startsWith("\"Anonymous\" <sip:anonymous@anonymous.invalid>");
        assertThat(hidden.header("P-Preferred-Identity")).contains("sip:101t@");
        assertThat(hidden.header("P-Asserted-Identity")).contains("sip:+12065550101@");
        assertThat(hidden.header("Privacy")).isEqualTo("id");
    }

    @Test
    void diversionOfThePbxReachesTeamsAsHistory() {
        Dialled.fromPbx(world, "tok-l1", "4255550199", "i12")
                .invite(
                        Dialled.OFFER,
                        "Diversion: <sip:202@acme.pbx.example>;reason=no-answer;counter=1",
                        "Privacy: history");
        SipText hidden = world.sbc.request("INVITE");
        assertThat(String.join(",", hidden.headers("History-Info")))
                .contains("anonymous")
                .doesNotContain("202");
        Dialled.fromPbx(world, "tok-l1", "4255550199", "i13")
                .invite(Dialled.OFFER, "Diversion: <sip:202@acme.pbx.example>;reason=no-answer;counter=1");
        assertThat(String.join(",", world.sbc.request("INVITE").headers("History-Info")))
                .contains("<sip:+1202@" + CallWorld.TENANT + ";user=phone?Reason=SIP%3Bcause%3D408>;index=1")
                .contains("cause=408>;index=1.1;mp=1");
    }

    @Test
    void callThatWasForwardedTooOftenEnds() {
        String[] often = Collections.nCopies(11, "<sip:202@acme.pbx.example>;reason=away")
                .toArray(String[]::new);
        Dialled.fromPbx(world, "tok-l1", "201", "i14").invite(Dialled.OFFER, "Diversion: " + String.join(", ", often));
        world.pbx.response(483, "INVITE");
        assertThat(world.record(1).outcome().code()).isEqualTo("too_many_diversions");
    }

    @Test
    void remotePartyThatHidesItselfIsAnonymousToTeams() {
        Dialled.fromPbx(world, "tok-l1", "201", "i15")
                .invite(
                        Dialled.OFFER,
                        "Remote-Party-ID: \"Desk\" <sip:4255550177@acme.pbx.example>;party=calling;screen=yes;privacy=full");
        SipText hidden = world.sbc.request("INVITE");
        assertThat(hidden.header("From")).contains("sip:anonymous@anonymous.invalid");
        assertThat(hidden.raw()).doesNotContain("5550177");
        Dialled.fromPbx(world, "tok-l1", "201", "i16")
                .invite(
                        Dialled.OFFER,
                        "Remote-Party-ID: \"Desk\" <sip:4255550177@acme.pbx.example>;party=calling;privacy=off");
        assertThat(world.sbc.request("INVITE").header("From")).startsWith("\"Desk\" <sip:+14255550177@");
    }
}
