#include "app/core/billing/postman.hpp"

#include <utility>

#include "app/core/billing/causes.hpp"
#include "app/core/billing/in_transaction.hpp"

namespace app::core::billing {

namespace {

namespace stored = pos::store::billing;
using stored::DeliveryState;

constexpr std::int64_t kLettersAtOnce = 50;
/// A server that will not take a letter now is asked again after 15 minutes, twice as many, …
constexpr std::int64_t kLetterLater_ms = std::int64_t{15} * 60'000;
constexpr std::int64_t kLetterTries = 6;

Outcome<bool> put_down(Mailbag& bag, const stored::Delivery& letter, DeliveryState was) {
    auto done = bag.put(letter, was);
    if (!done) return std::unexpected{database(done.error())};
    return *done;
}

}  // namespace

Postman::Postman(pos::Clock& clock, drivers::mail::MailServer server)
    : clock_{clock}, smtp_{std::move(server)} {}

Outcome<bool> Postman::deliver(Mailbag& bag, stored::Delivery letter) {
    letter.at = clock_.now();
    const auto read = bag.read(letter);
    if (!read) return fail(bag, letter, "", DeliveryState::waits, read.error().words);
    if (letter.recipient.empty()) letter.recipient = read->email;
    if (!drivers::mail::is_address(letter.recipient)) {
        return fail(bag, letter, read->number, DeliveryState::waits,
                    say(letter.recipient.empty() ? causes::kNoEmail : causes::kBadEmail));
    }
    letter.state = DeliveryState::under_way;
    const auto taken = put_down(bag, letter, DeliveryState::waits);
    if (!taken) return taken;
    if (!*taken) return true;  // another program has it
    auto sent = smtp_.send(read->write(letter));
    ++letter.tries;
    letter.at = clock_.now();
    if (sent) return close(bag, letter, DeliveryState::sent, "", report_.sent);
    const std::string& said = sent.error().words;
    switch (sent.error().trouble) {
        case drivers::mail::MailTrouble::refused:
            return fail(bag, letter, read->number, DeliveryState::under_way, said);
        case drivers::mail::MailTrouble::unknown:
            return close(bag, letter, DeliveryState::unknown, said, report_.unknown);
        case drivers::mail::MailTrouble::later:
            if (letter.tries >= kLetterTries)
                return fail(bag, letter, read->number, DeliveryState::under_way, said);
            letter.due_at = {letter.at.unix_ms + (kLetterLater_ms << (letter.tries - 1))};
            return close(bag, letter, DeliveryState::waits, said, report_.later);
        case drivers::mail::MailTrouble::unreachable: {
            --letter.tries;  // nothing was said of it
            std::int64_t none = 0;
            auto waits = close(bag, letter, DeliveryState::waits, said, none);
            if (!waits) return waits;
            report_.unreachable = said;
            return false;
        }
    }
    return true;
}

Outcome<bool> Postman::empty(Mailbag& bag, const std::function<bool(std::int64_t)>& go_on) {
    for (;;) {
        const auto due = bag.due(clock_.now(), kLettersAtOnce);
        if (!due) return std::unexpected{database(due.error())};
        if (due->empty()) return true;
        for (const stored::Delivery& one : *due) {
            const auto more = deliver(bag, one);
            if (!more) return more;
            if (!*more || !go_on(++tried_)) return false;
        }
    }
}

Outcome<bool> Postman::close(Mailbag& bag, stored::Delivery& letter, DeliveryState state,
                             const std::string& said, std::int64_t& count) {
    letter.state = state;
    letter.said = said;
    auto done = put_down(bag, letter, DeliveryState::under_way);
    if (!done) return done;
    ++count;
    return true;
}

Outcome<bool> Postman::fail(Mailbag& bag, stored::Delivery& letter, const std::string& number,
                            DeliveryState was, const std::string& why) {
    letter.state = DeliveryState::failed;
    letter.said = why;
    auto done = put_down(bag, letter, was);
    if (!done) return done;
    report_.failed.push_back({number, letter.recipient, why});
    return true;
}

}  // namespace app::core::billing
