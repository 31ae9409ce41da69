package org.linekeeper.call;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Optional;
import javax.sip.address.SipURI;
import javax.sip.message.Response;
import org.linekeeper.call.machine.LegAction;
import org.linekeeper.call.machine.LegSignal;
import org.linekeeper.call.machine.Passage;
import org.linekeeper.call.machine.Refer;
import org.linekeeper.call.machine.Side;
import org.linekeeper.call.number.DialPlans;
import org.linekeeper.call.number.PhoneNumbers;
import org.linekeeper.call.number.Translation;
import org.linekeeper.config.model.Pbx;
import org.linekeeper.config.model.TransferMode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands the transfers of Teams users to the PBX where its settings say so. What the PBX cannot be told, or refuses, the gateway
 * executes itself. Runs on the loop of the transferor's call.
 */
final class PassedTransfers {
    private static final Logger log = LoggerFactory.getLogger(PassedTransfers.class);

    private final CallTools tools;
    private final TransferApi api;
    private final DialPlans dialPlans;
    private final CallRegistry registry;
    private final PassedLinks links;

    PassedTransfers(CallTools tools, TransferApi api, DialPlans dialPlans, CallRegistry registry) {
        this.tools = tools;
        this.api = api;
        this.dialPlans = dialPlans;
        this.registry = registry;
        this.links = new PassedLinks(registry);
    }

    /** How the PBX is to execute it; empty when the gateway is to. */
    Optional<Passage> passage(Call call, Side by, Refer refer) {
        Optional<CallOwner> owner = call.isTeams(by) ? owner(call) : Optional.empty();
        if (owner.isEmpty() || owner.get().transferMode() == TransferMode.GATEWAY) {
            return Optional.empty();
        }
        Pbx pbx = owner.get().pbx();
        if (owner.get().transferMode() == TransferMode.API && !api.serves(pbx)) {
            log.warn(
                    "Call {}: PBX {} has transfer: api, but there is no adapter for PBXs of type {}; the gateway executes the "
                            + "transfer itself. Set transfer to gateway or refer",
                    call.id(),
                    pbx.id(),
                    pbx.type());
            return Optional.empty();
        }
        Optional<String> number = number(call, by, refer, owner.get());
        if (number.isEmpty()) {
            log.info(
                    "Call {}: the target of its transfer has no number that PBX {} could dial; the gateway executes it itself",
                    call.id(),
                    pbx.id());
        }
        return number.map(dialled -> owner.get().transferMode() == TransferMode.API
                ? new Passage.ByApi(dialled)
                : new Passage.ByRefer(dialled));
    }

    /** The target was not reached, whoever called it. */
    void failed(Call call) {
        links.failed(call);
    }

    /** Asks the PBX. */
    void pass(Call call, Side to, Refer refer, Leg leg) {
        Optional<Seat> consultation = consultation(call, to.other(), refer);
        Optional<CallOwner> owner = owner(call);
        if (owner.isEmpty() || (refer.replaces().isPresent() && consultation.isEmpty())) {
            call.heard(to, leg, new LegSignal.ReferAnswered(Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST));
            return;
        }
        refer.passage().ifPresent(passage -> links.begun(call, to.other(), passage.number(), consultation));
        if (refer.passage().orElse(null) instanceof Passage.ByRefer by) {
            String referTo = "sip:" + by.number() + "@" + owner.get().pbx().sipDomain();
            byRefer(call, to, referTo, consultation, owner.get());
        } else if (refer.passage().orElse(null) instanceof Passage.ByApi by) {
            byApi(
                    call,
                    to,
                    leg,
                    new TransferApi.Order(
                            owner.get().pbx(),
                            owner.get().line(),
                            call.sipCallId(to),
                            by.number(),
                            consultation.map(
                                    seat -> seat.call().sipCallId(seat.side().other()))));
        }
    }

    /** The PBX did not, for this reason. */
    void refused(Call call, int status) {
        links.failed(call);
        log.warn(
                "Call {}: PBX {} did not execute its transfer ({}); the gateway does. If it never does, set transfer: gateway for it",
                call.id(),
                call.admission().facts().pbxId().orElse(""),
                status);
    }

    private void byRefer(Call call, Side to, String referTo, Optional<Seat> consultation, CallOwner owner) {
        String referredBy = "<sip:" + owner.line().sipUser() + "@" + owner.pbx().sipDomain() + ">";
        if (consultation.isEmpty()) {
            call.perform(to, new LegAction.SendRefer("<" + referTo + ">", referredBy));
            return;
        }
        Seat seat = consultation.get();
        seat.call().loop().execute(() -> {
            Optional<String> dialog = seat.call().dialogBeside(seat);
            call.loop().execute(() -> {
                // RFC 3261 19.1.1: ";" and "=" within a header of a URI are escaped.
                String target = dialog.map(
                                value -> referTo + "?Replaces=" + URLEncoder.encode(value, StandardCharsets.UTF_8))
                        .orElse(referTo);
                call.perform(to, new LegAction.SendRefer("<" + target + ">", referredBy));
            });
        });
    }

    private void byApi(Call call, Side to, Leg leg, TransferApi.Order order) {
        api.transfer(order).whenComplete((status, failure) -> {
            if (failure != null) {
                log.error(
                        "Call {}: the interface of PBX {} failed",
                        call.id(),
                        order.pbx().id(),
                        failure);
            }
            int answer = failure == null ? status : Response.SERVER_INTERNAL_ERROR;
            call.heard(to, leg, new LegSignal.ReferAnswered(answer));
            if (answer < 300) {
                call.heard(to, leg, new LegSignal.ReferProgress(answer, "OK", true));
            }
        });
    }

    /** The target as the PBX dials it; empty when it has no number, or one that is not for it. */
    private Optional<String> number(Call call, Side by, Refer refer, CallOwner owner) {
        Optional<Seat> seat = consultation(call, by, refer);
        if (refer.replaces().isPresent() && seat.isEmpty()) {
            return Optional.empty();
        }
        String user = seat.map(found -> farNumber(found)).orElseGet(() -> user(refer));
        if (user.isEmpty()) {
            return Optional.empty();
        }
        Translation dialled =
                dialPlans.of(owner.pbx()).toPbx(user, Optional.of(owner.line().phoneNumber()));
        boolean forbidden = dialled.isEmergency()
                || Demand.screen(dialled, owner.line(), owner.pbx(), owner.enterprise(), owner.route())
                        .isPresent();
        return forbidden ? Optional.empty() : Optional.of(dialled.result());
    }

    /** Who is on the PBX's side of the consultation. */
    private static String farNumber(Seat seat) {
        CallFacts facts = seat.call().admission().facts();
        return seat.side() == Side.CALLER ? facts.callee() : facts.caller();
    }

    private Optional<Seat> consultation(Call call, Side by, Refer refer) {
        return refer.replaces()
                .flatMap(registry::seat)
                .filter(seat -> seat.isBeside(call, by) && !seat.call().equals(call));
    }

    private Optional<CallOwner> owner(Call call) {
        return CallOwner.of(call.admission().facts(), tools.ports().directory());
    }

    private String user(Refer refer) {
        try {
            SipURI uri = tools.messages().uri(refer.target());
            return uri.getUser() == null ? "" : PhoneNumbers.withoutParameters(uri.getUser());
        } catch (ParseException e) {
            return "";
        }
    }
}
