package org.linekeeper.call;

import org.linekeeper.config.model.Line;
import org.linekeeper.config.store.Directory;
import org.linekeeper.event.CallDirection;
import org.linekeeper.event.CallOutcome;

/** A call, as the words about its end need it. */
record EndedCall(Directory directory, Admission.Bridged admission, CallLog record) implements CallOutcomes.Scene {
    @Override
    public CallDirection direction() {
        return admission.facts().direction();
    }

    @Override
    public CallOutcome.Stage stage() {
        return record.stage();
    }

    @Override
    public FailureAdvice advice(CallOutcome.Leg leg) {
        String extension = admission
                .facts()
                .lineId()
                .flatMap(directory::line)
                .map(Line::sipUser)
                .orElse("");
        return new FailureAdvice(
                leg, extension, record.dialled(), admission.invite().body());
    }
}
