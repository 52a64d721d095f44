//! CLIXML and PSRP as a sans-IO state machine, client and server side.
