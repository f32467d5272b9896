#include "drivers/card/emulator/emulated_terminal.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "drivers/card/emulator/talk.hpp"
#include "drivers/card/zvt/bcd.hpp"

namespace drivers::card::emulator {

namespace {

using zvt::Bmp;
using zvt::Command;
using zvt::FieldWriter;
using zvt::Tag;

// source: PA00P015, chapter 10
constexpr std::uint8_t kAborted = 0x6C;
constexpr std::uint8_t kNotFound = 0xB5;  // "reversal not possible"
constexpr std::uint8_t kAlreadyReversed = 0xB4;

constexpr std::array<std::string_view, 10> kTroubles{"none",
                                                     "no-answer",
                                                     "silent",
                                                     "drop-before-result",
                                                     "drop-at-result",
                                                     "drop-at-receipt",
                                                     "drop-after-result",
                                                     "silent-after-result",
                                                     "garbage",
                                                     "garbage-after-result"};
static_assert(kTroubles.size() == static_cast<std::size_t>(kTroubleLast) + 1);

std::string words_of(const Booking& booking) {
    const std::string amount = std::to_string(booking.amount_minor) + " minor units, receipt " +
                               std::to_string(booking.receipt);
    switch (booking.kind) {
        case Booking::Kind::payment:
            return "paid " + amount;
        case Booking::Kind::refund:
            return "paid back " + amount;
        case Booking::Kind::reversal:
            return "took back " + amount;
    }
    return amount;
}

pos::Bytes text_line(std::string_view text) {
    return zvt::tlv_object(Tag::text_line, pos::as_bytes(text));
}

void append(pos::Bytes& bytes, const pos::Bytes& more) {
    bytes.insert(bytes.end(), more.begin(), more.end());
}

/// A receipt of a few lines as one text block.
pos::Bytes text_block(std::uint8_t type, const std::vector<std::string>& lines) {
    pos::Bytes texts = zvt::tlv_object(Tag::attribute, 0x40);
    bool head = true;
    for (const std::string& line : lines) {
        append(texts, text_line(line));
        if (std::exchange(head, false)) append(texts, zvt::tlv_object(Tag::attribute, 0x00));
    }
    append(texts, zvt::tlv_object(Tag::attribute, 0x81));
    pos::Bytes objects = zvt::tlv_object(Tag::receipt_type, type);
    append(objects, zvt::tlv_object(Tag::print_texts, texts));
    FieldWriter data;
    data.tlv(objects);
    return data.take();
}

}  // namespace

std::string_view name_of(Trouble trouble) {
    return kTroubles[static_cast<std::size_t>(trouble)];
}

std::optional<Trouble> trouble_named(std::string_view name) {
    const auto at = std::ranges::find(kTroubles, name);
    if (at == kTroubles.end()) return std::nullopt;
    return static_cast<Trouble>(at - kTroubles.begin());
}

EmulatedTerminal::EmulatedTerminal(Options options) : options_{std::move(options)} {}

void EmulatedTerminal::behave(const Behaviour& behaviour) {
    const std::scoped_lock lock{mutex_};
    behaviour_ = behaviour;
}
Behaviour EmulatedTerminal::behaviour() const {
    const std::scoped_lock lock{mutex_};
    return behaviour_;
}
std::vector<Booking> EmulatedTerminal::bookings() const {
    const std::scoped_lock lock{mutex_};
    return bookings_;
}
unsigned EmulatedTerminal::orders() const {
    const std::scoped_lock lock{mutex_};
    return orders_;
}
std::int64_t EmulatedTerminal::charged_minor() const {
    const std::scoped_lock lock{mutex_};
    std::int64_t charged = 0;
    for (const Booking& booking : bookings_) {
        const auto amount = static_cast<std::int64_t>(booking.amount_minor);
        charged += booking.kind == Booking::Kind::payment ? amount : -amount;
    }
    return charged;
}

void EmulatedTerminal::serve(transport::Pipe& line) {
    options_.log("A till has connected.");
    Talk talk{line, options_.t3};
    while (const auto apdu = talk.receive(transport::Deadline::max())) answer(talk, *apdu);
    options_.log("The line is closed.");
}

void EmulatedTerminal::answer(Talk& talk, const zvt::Apdu& apdu) {
    constexpr std::size_t kPassword = 3;
    const auto amount_in = [](const zvt::Fields& fields, Order order) {
        if (const auto amount = fields.find(Bmp::amount)) {
            order.amount_minor = zvt::from_bcd(*amount).value_or(0);
        }
        if (const auto currency = fields.find(Bmp::currency)) {
            order.currency = static_cast<std::uint16_t>(zvt::from_bcd(*currency).value_or(0));
        }
        if (const auto receipt = fields.find(Bmp::receipt_number)) {
            order.receipt = static_cast<std::uint32_t>(zvt::from_bcd(*receipt).value_or(0));
        }
        return order;
    };
    const pos::BytesView data{apdu.data};
    const auto behind_password = data.subspan(std::min(kPassword, data.size()));
    using Kind = Booking::Kind;
    if (apdu.is(Command::registration)) {
        registered(talk);
    } else if (apdu.is(Command::authorisation)) {
        carry_out(talk, amount_in(zvt::parse_fields(data), {.kind = Kind::payment}));
    } else if (apdu.is(Command::refund)) {
        carry_out(talk, amount_in(zvt::parse_fields(behind_password), {.kind = Kind::refund}));
    } else if (apdu.is(Command::reversal)) {
        carry_out(talk, amount_in(zvt::parse_fields(behind_password), {.kind = Kind::reversal}));
    } else if (apdu.is(Command::repeat_receipt)) {
        tell_last(talk);
    } else if (apdu.is(Command::end_of_day)) {
        close_day(talk);
    } else if (apdu.is(Command::status_enquiry)) {
        talk.send(Command::acknowledged);
        const std::byte ready{0};
        talk.tell(Command::completion, {&ready, 1});
    } else if (apdu.is(Command::abort_by_till)) {
        talk.send(Command::acknowledged);
    } else if (!apdu.is(Command::acknowledged)) {
        talk.refuse(zvt::kNotPossible);
    }
}

void EmulatedTerminal::registered(Talk& talk) {
    talk.send(Command::acknowledged);
    FieldWriter data;
    data.field(Bmp::status_or_payment_type, 0);
    data.field(Bmp::terminal_id, zvt::to_bcd(options_.terminal, 4));
    data.field(Bmp::currency, zvt::to_bcd(978, 2));
    data.tlv(zvt::tlv_object(Tag::character_sets, zvt::tlv_object(Tag::character_set, 0xFE)));
    talk.tell(Command::completion, data.take());
    options_.log("The till has registered.");
}

Trouble EmulatedTerminal::take_trouble() {
    const std::scoped_lock lock{mutex_};
    ++orders_;
    const Trouble trouble = behaviour_.trouble;
    if (trouble != Trouble::none && behaviour_.times > 0 && --behaviour_.times == 0) {
        behaviour_.trouble = Trouble::none;
    }
    return trouble;
}

std::uint8_t EmulatedTerminal::refusal_of(const Order& order) const {
    const std::scoped_lock lock{mutex_};
    if (behaviour_.decline != 0) return behaviour_.decline;
    if (order.kind != Booking::Kind::reversal) return 0;
    const auto paid = std::ranges::find_if(bookings_, [&](const Booking& booking) {
        return booking.receipt == order.receipt && booking.kind != Booking::Kind::reversal;
    });
    if (paid == bookings_.end() || paid->amount_minor != order.amount_minor) return kNotFound;
    return paid->taken_back ? kAlreadyReversed : 0;
}

void EmulatedTerminal::carry_out(Talk& talk, const Order& order) {
    const Trouble trouble = take_trouble();
    talk.begin_order();
    if (trouble == Trouble::no_answer) {
        options_.log("An order came, and the terminal does not answer.");
        return talk.go_deaf();
    }
    talk.send(Command::acknowledged);
    if (trouble == Trouble::silent) {
        options_.log("An order came, and the terminal says nothing more.");
        return talk.go_deaf();
    }
    const Behaviour how = behaviour();
    const auto tell_doing = [&](std::uint8_t code, std::string_view text) {
        FieldWriter data;
        data.byte(code);
        if (how.texts) {
            data.byte(1).tlv(zvt::tlv_object(Tag::display_texts, text_line(text)));
        }
        return talk.tell(Command::intermediate_status, data.take());
    };
    tell_doing(0x0A, "Karte vorhalten");
    const auto decided = transport::after(how.thinking);
    while (!talk.broken() && !talk.abort_wanted() && std::chrono::steady_clock::now() < decided) {
        const auto apdu = talk.receive(decided);
        if (apdu && apdu->is(Command::abort_by_till)) talk.note_abort();
    }
    if (talk.abort_wanted()) return give_up(talk, kAborted);
    tell_doing(0x0E, "Bitte warten");
    if (trouble == Trouble::drop_before_result) {
        options_.log("The line breaks before the result.");
        return talk.hang_up();
    }
    if (trouble == Trouble::garbage) return talk.garbage();
    if (const std::uint8_t code = refusal_of(order); code != 0) return give_up(talk, code);
    finish(talk, order, trouble);
}

void EmulatedTerminal::give_up(Talk& talk, std::uint8_t code) {
    options_.log("Refused with code " + std::to_string(code) + ".");
    FieldWriter data;
    data.field(Bmp::result_code, code).field(Bmp::terminal_id, zvt::to_bcd(options_.terminal, 4));
    talk.tell(Command::status_information, data.take());
    const std::byte why{code};
    talk.tell(Command::abort, {&why, 1});
}

pos::Bytes EmulatedTerminal::status_of(const Order& order, std::uint32_t receipt) const {
    const pos::LocalTime now = options_.clock();
    const auto date = pos::split(now.date);
    const auto time =
        static_cast<std::uint64_t>(now.hour() * 10'000 + now.minute() * 100 + now.second());
    FieldWriter data;
    data.field(Bmp::result_code, 0);
    data.field(Bmp::amount, zvt::to_bcd(order.amount_minor, 6));
    data.field(Bmp::trace, zvt::to_bcd(receipt, 3));
    if (order.kind == Booking::Kind::reversal) {
        data.field(Bmp::original_trace, zvt::to_bcd(order.receipt, 3));
    }
    data.field(Bmp::time, zvt::to_bcd(time, 3));
    data.field(Bmp::date, zvt::to_bcd(date.month * 100 + date.day, 2));
    data.variable(Bmp::card_number, 2, pos::from_hex("eeeeeeeeeeee5726").value());
    data.field(Bmp::terminal_id, zvt::to_bcd(options_.terminal, 4));
    data.field(Bmp::authorisation, pos::from_hex("3239313637350000").value());
    data.field(Bmp::currency, zvt::to_bcd(order.currency, 2));
    data.field(Bmp::receipt_number, zvt::to_bcd(receipt, 2));
    data.variable(Bmp::card_name, 2, pos::from_hex("6769726f6361726400").value());
    return data.take();
}

void EmulatedTerminal::book(const Order& order, std::uint32_t receipt, pos::Bytes status) {
    const Booking booking{order.kind, receipt, order.amount_minor, order.currency};
    {
        const std::scoped_lock lock{mutex_};
        bookings_.push_back(booking);
        last_ = std::move(status);
        if (order.kind == Booking::Kind::reversal) {
            for (Booking& paid : bookings_) {
                if (paid.receipt == order.receipt) paid.taken_back = true;
            }
        }
    }
    options_.log(words_of(booking));
}

/// source: PA00P015, 2.2.6 to 2.2.9
void EmulatedTerminal::finish(Talk& talk, const Order& order, Trouble trouble) {
    std::uint32_t receipt = 0;
    {
        const std::scoped_lock lock{mutex_};
        receipt = receipt_last_ = receipt_last_ % 9'999 + 1;
    }
    const pos::Bytes status = status_of(order, receipt);
    talk.send(Command::status_information, status);
    if (trouble == Trouble::drop_at_result) {
        options_.log("The line breaks with the result; the payment is taken back.");
        return talk.hang_up();
    }
    const std::string number = std::to_string(receipt);
    const std::vector<std::string> lines{"** Kundenbeleg **",
                                         "Terminal-ID  " + std::to_string(options_.terminal),
                                         "Beleg-Nr.    " + number, "girocard     **** 5726"};
    bool kept = talk.acknowledged();
    if (kept && trouble == Trouble::drop_at_receipt) {
        options_.log("The line breaks at the receipt; the payment is taken back.");
        return talk.hang_up();
    }
    kept = kept && talk.tell(Command::print_text_block, text_block(2, lines));
    if (!kept) {
        options_.log("Nobody acknowledged; the payment is taken back.");
        const std::byte why{kAborted};
        if (!talk.broken()) talk.tell(Command::abort, {&why, 1});
        return;
    }
    book(order, receipt, status);
    if (trouble == Trouble::drop_after_result) {
        options_.log("The line breaks after the booking.");
        return talk.hang_up();
    }
    if (trouble == Trouble::silent_after_result) return talk.go_deaf();
    if (trouble == Trouble::garbage_after_result) return talk.garbage();
    talk.tell(Command::completion);
}

void EmulatedTerminal::tell_last(Talk& talk) {
    talk.send(Command::acknowledged);
    std::optional<pos::Bytes> last;
    bool knows = true;
    {
        const std::scoped_lock lock{mutex_};
        last = last_;
        knows = behaviour_.knows_last;
    }
    if (knows && !last) {
        const std::byte why{zvt::kNotPossible};
        talk.tell(Command::abort, {&why, 1});
        return;
    }
    if (knows) talk.tell(Command::status_information, *last);
    talk.tell(Command::completion);
    options_.log("The till asked for the last transaction.");
}

void EmulatedTerminal::close_day(Talk& talk) {
    talk.send(Command::acknowledged);
    std::uint64_t total = 0;
    for (const Booking& booking : bookings()) {
        if (booking.kind == Booking::Kind::payment && !booking.taken_back) {
            total += booking.amount_minor;
        }
    }
    FieldWriter data;
    data.field(Bmp::result_code, 0).field(Bmp::amount, zvt::to_bcd(total, 6));
    talk.tell(Command::status_information, data.take());
    talk.tell(Command::print_text_block,
              text_block(3, {"** Kassenschnitt **", "Summe " + std::to_string(total)}));
    talk.tell(Command::completion);
    options_.log("The day was closed, total " + std::to_string(total) + ".");
}

}  // namespace drivers::card::emulator
