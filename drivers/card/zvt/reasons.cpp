#include "drivers/card/zvt/reasons.hpp"

namespace drivers::card::zvt {

Reason reason_of(std::uint8_t code) {
    if (code == 0) return Reason::none;
    if (code <= 0x63) return Reason::declined;
    switch (code) {
        case 0x64:
        case 0x65:
        case 0x66:
        case 0x72:
        case 0x73:
        case 0xDD:
        case 0xDE:
            return Reason::card_unreadable;
        case 0x67:
        case 0x68:
        case 0x6E:
        case 0x76:
        case 0x7A:
        case 0x7B:
        case 0x7C:
        case 0x7E:
        case 0xC5:
        case 0xD2:
        case 0xEA:
        case 0xEC:
            return Reason::card_not_accepted;
        case 0x6A:
        case 0x77:
        case 0xB1:
        case 0xB2:
        case 0xF0:
            return Reason::needs_day_end;
        case 0x6C:
            return Reason::cancelled;
        case 0x6F:
        case 0xC6:
        case 0xCB:
            return Reason::wrong_currency;
        case 0x71:
            return Reason::not_enough_money;
        case 0x78:
        case 0x79:
            return Reason::card_expired;
        case 0x7D:
        case 0x9B:
        case 0xA0:
        case 0xA1:
        case 0xA3:
        case 0xF1:
        case 0xFA:
            return Reason::no_connection;
        case 0x6B:
        case 0x83:
        case 0xA5:
        case 0xCD:
            return Reason::not_possible;
        case 0x9C:
        case 0xDC:
            return Reason::busy;
        case 0xB4:
        case 0xB5:
        case 0xB8:
            return Reason::not_reversible;
        case 0xB7:
        case 0xC3:
        case 0xC8:
        case 0xC9:
            return Reason::amount_not_allowed;
        case 0xC1:
        case 0xC2:
        case 0xC4:
        case 0xE4:
        case 0xF5:
        case 0xF6:
            return Reason::needs_service;
        case 0x74:
        case 0x85:
        case 0x89:
        case 0xBF:
        case 0xC0:
        case 0xCC:
        case 0xE0:
        case 0xE2:
        case 0xE3:
        case 0xED:
        case 0xFB:
        case 0xFC:
            return Reason::out_of_order;
        default:
            return Reason::other;
    }
}

Doing doing_of(std::uint8_t status) {
    // From 41 to 67 the same as without the bit, and the card is to be taken out.
    constexpr std::uint8_t kAndRemoveCard = 0x40;
    if (status == 0x0B || status == 0x4A || status == 0x4B) return Doing::remove_card;
    if (status > kAndRemoveCard && status <= 0x5D) {
        const Doing doing = doing_of(static_cast<std::uint8_t>(status - kAndRemoveCard));
        const bool only_waits = doing == Doing::please_wait || doing == Doing::watch_terminal;
        return only_waits ? Doing::remove_card : doing;
    }
    switch (status) {
        case 0x04:
        case 0xD2:
        case 0xD3:
        case 0xF2:
            return Doing::asking_bank;
        case 0x05:
            return Doing::taking_back;
        case 0x03:
        case 0x13:
        case 0x14:
        case 0x16:
        case 0x1D:
            return Doing::declined;
        case 0x07:
        case 0x08:
        case 0x10:
        case 0xCC:
            return Doing::card_refused;
        case 0x09:
            return Doing::card_expired;
        case 0x0A:
        case 0x2A:
            return Doing::show_card;
        case 0x0C:
        case 0x19:
            return Doing::card_unreadable;
        case 0x06:
        case 0x0E:
        case 0x17:
        case 0x2B:
        case 0xC9:
        case 0xCA:
            return Doing::please_wait;
        case 0x0F:
        case 0x4F:
            return Doing::closing_day;
        case 0x15:
            return Doing::wrong_pin;
        case 0x18:
            return Doing::pin_blocked;
        case 0x1B:
        case 0x1C:
            return Doing::approved;
        default:
            return Doing::watch_terminal;
    }
}

Reason readiness_of(std::uint8_t status) {
    switch (status) {
        case 0x00:
        case 0xDC:  // a card is in: it can be worked with
        case 0x62:
            return Reason::none;
        case 0x9C:
        case 0x9D:
        case 0xE1:
            return Reason::busy;
        case 0x51:
        case 0xC1:
        case 0xC2:
        case 0xC4:
        case 0xE4:
        case 0xF6:
            return Reason::needs_service;
        case 0xB1:
        case 0xB2:
        case 0xF0:
            return Reason::needs_day_end;
        default:
            return Reason::out_of_order;
    }
}

}  // namespace drivers::card::zvt
