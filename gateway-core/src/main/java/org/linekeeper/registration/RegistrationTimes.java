package org.linekeeper.registration;

import java.time.Duration;

/** Is told how long things take. Called on event loops: must not block and must not throw. */
public interface RegistrationTimes {
    /** Nobody listens. */
    RegistrationTimes NONE = new RegistrationTimes() {
        @Override
        public void answered(Duration took) {}

        @Override
        public void refreshWaited(Duration waited) {}
    };

    /** REGISTERs of one attempt were answered, or given up; the mean of them. */
    void answered(Duration took);

    /** A refresh that was due waited so long for its turn. */
    void refreshWaited(Duration waited);
}
