// Who works at the till, and who answers for what they may not do alone.
#include <algorithm>
#include <iterator>
#include <utility>

#include "app/till/shell/tell.hpp"
#include "app/till/shell/trouble.hpp"
#include "app/till/shell/updates.hpp"

namespace till::shell {

namespace {

using pos::people::User;
using ui::TextKey;

const User& at_till(const Model& m) {
    return m.cash_register.state().user;
}

/// Asks for the PIN of the chosen person; what was typed for another is gone.
void ask_pin(Model& m, const Context& c) {
    const auto people = people_shown(m);
    auto& p = m.sign_on.prompt;
    const bool approves = m.people.approving.has_value();
    prompt::Model asked{.subject = prompt::Subject::pin,
                        .title = c.texts[TextKey::sign_on_enter],
                        .label = c.texts[TextKey::sign_on_pin]};
    if (m.sign_on.chosen < people.size()) asked.about = people[m.sign_on.chosen].user.name;
    asked.secret = true;
    asked.may_cancel = approves;
    asked.confirm = c.texts[approves ? TextKey::approve_confirm : TextKey::sign_on_confirm];
    asked.reasons = std::move(p.reasons);
    asked.reason = p.reason;
    asked.reason_needed = approves;
    p = std::move(asked);
}

void choose(Model& m, std::size_t index, const Context& c) {
    if (index >= people_shown(m).size() || index == m.sign_on.chosen) return;
    m.sign_on.chosen = index;
    ask_pin(m, c);
}

/// The screen for a PIN, from its start.
void show(Model& m, const Context& c) {
    const auto people = people_shown(m);
    const auto me = std::ranges::find(people, at_till(m).id,
                                      [](const Signer& signer) { return signer.user.id; });
    m.sign_on.chosen = me == people.end() ? 0 : static_cast<std::size_t>(me - people.begin());
    m.people.asked = 0;
    m.said.reset();
    m.screen = Screen::sign_on;
    ask_pin(m, c);
}

void try_pin(Model& m, const Context& c, Effects& effects) {
    const auto people = people_shown(m);
    if (m.people.asked != 0 || m.sign_on.chosen >= people.size()) return;
    const Signer& chosen = people[m.sign_on.chosen];
    auto& p = m.sign_on.prompt;
    std::string pin = std::exchange(p.text, {});
    if (!chosen.has_pin) {
        p.refusal = c.texts.with(TextKey::said_pin_none, {{"name", chosen.user.name}});
        effects.emplace_back(Sound{Signal::refused});
        return;
    }
    m.people.asked = ++m.asked;
    effects.emplace_back(TryPin{m.people.asked, chosen.user.id, std::move(pin)});
}

/// "Wait 20 seconds", "Wait 3 minutes": rounded up, so that nobody comes too early.
std::string wait_words(std::int64_t wait_ms, const Context& c) {
    constexpr std::int64_t kSecond_ms = 1'000;
    constexpr std::int64_t kMinute_ms = 60'000;
    const bool short_wait = wait_ms <= 2 * kMinute_ms;
    const std::int64_t unit = short_wait ? kSecond_ms : kMinute_ms;
    const std::int64_t count = (wait_ms + unit - 1) / unit;
    return c.texts.count(short_wait ? TextKey::said_pin_wait : TextKey::said_pin_wait_minutes,
                         count, {{"count", c.locale.integer(count)}});
}

std::string tried_words(const PinTried& tried, const Context& c) {
    using Outcome = PinTried::Outcome;
    const auto with_name = [&](TextKey key) {
        return c.texts.with(key, {{"name", tried.user.name}});
    };
    switch (tried.outcome) {
        case Outcome::wrong: {
            const std::string wrong = with_name(TextKey::said_pin_wrong);
            return tried.wait_ms > 0 ? wrong + ' ' + wait_words(tried.wait_ms, c) : wrong;
        }
        case Outcome::must_wait:
            return wait_words(tried.wait_ms, c);
        case Outcome::has_none:
            return with_name(TextKey::said_pin_none);
        case Outcome::right:
            break;
    }
    return {};
}

void sign_in(Model& m, const User& user, const Context& c, Effects& effects) {
    if (!tell(m, pos::sale::SignIn{user}, c, effects)) return;
    if (std::exchange(m.people.locked, false)) go_home(m);
    effects.emplace_back(Sound{Signal::scanned});
    say(m, common::Level::good, c.texts.with(TextKey::said_signed_in, {{"name", user.name}}));
    if (auto later = std::exchange(m.said_later, std::nullopt)) m.said = std::move(later);
}

/// Where the till goes on after what was approved.
void go_on(Model& m, const pos::sale::Command& done, Effects& effects) {
    using pos::people::Operation;
    m.sell.panel = sell::Panel::tiles;
    if (const auto* opened = std::get_if<pos::sale::OpenSettings>(&done)) {
        if (opened->what == Operation::settings && m.tile_desk.wanted) return show_arranging(m);
        if (opened->what == Operation::settings && m.backup_desk.wanted) return show_backups(m);
        if (opened->what == Operation::settings) return go_to(m, Screen::settings);
        if (m.goods.wanted) {
            const std::string path = *std::exchange(m.goods.wanted, std::nullopt);
            return show_goods(m, path, effects);
        }
        return show_records(m, m.records.what, effects);
    }
    if (std::holds_alternative<pos::sale::CloseShift>(done)) return go_to(m, Screen::closing);
    // It is not the question about a code that needed it, but a scan past that.
    if (!is_about_unknown(m)) m.sell.prompt.reset();
    if (m.sell.prompt) m.sell.panel = sell::Panel::prompt;
    const bool entered = std::holds_alternative<pos::sale::AddItem>(done) ||
                         std::holds_alternative<pos::sale::ReturnItem>(done);
    if (entered) m.item_waiting.reset();
    const auto& lines = m.cash_register.state().cart.lines;
    const auto chosen = [&](const auto& line) { return line.line == m.chosen_line; };
    if (entered || std::ranges::none_of(lines, chosen)) m.chosen_line.reset();
    if (!m.chosen_line && !lines.empty()) m.chosen_line = lines.back().line;
    go_home(m);
    ask_unknown_again(m);
}

void approve(Model& m, const User& by, const Context& c, Effects& effects) {
    auto& p = m.sign_on.prompt;
    if (by.id == at_till(m).id || by.role != pos::people::Role::manager) {
        p.refusal = c.texts.with(TextKey::said_cannot_approve, {{"name", by.name}});
        effects.emplace_back(Sound{Signal::refused});
        return;
    }
    if (!p.reason) {
        p.refusal = c.texts[TextKey::refusal_reason_missing];
        effects.emplace_back(Sound{Signal::refused});
        return;
    }
    const auto command = *std::exchange(m.people.approving, std::nullopt);
    const pos::sale::Approval approval{by, p.reasons[*p.reason]};
    m.screen = m.people.before;
    if (!tell_approved(m, command, approval, c, effects)) return;
    go_on(m, command, effects);
    effects.emplace_back(Sound{Signal::scanned});
    std::string words = c.texts.with(TextKey::said_approved, {{"name", by.name}});
    if (const auto* moved = std::get_if<pos::sale::CorrectTender>(&command))
        words += " " + payment_corrected_words(m, *moved, c);
    say(m, common::Level::good, std::move(words));
    look_up_next(m, effects);
}

/// Why it is done, as far as whoever wants it has said so.
std::string reason_in(const pos::sale::Command& command) {
    return std::visit(
        []<class T>(const T& given) {
            if constexpr (requires { given.discount.reason; }) {
                return given.discount.reason;
            } else if constexpr (requires { given.reason; }) {
                return given.reason;
            } else {
                return std::string{};
            }
        },
        command);
}

}  // namespace

std::vector<Signer> people_shown(const Model& m) {
    if (!m.people.approving) return m.people.signers;
    std::vector<Signer> managers;
    std::ranges::copy_if(m.people.signers, std::back_inserter(managers), [&](const Signer& one) {
        return one.has_pin && one.user.role == pos::people::Role::manager &&
               one.user.id != at_till(m).id;
    });
    return managers;
}

bool waits_for_person(const Model& m) {
    return m.people.locked || m.people.approving.has_value();
}

void lock(Model& m, const Context& c, Effects& effects) {
    if (!m.people.asks || m.people.locked) return;
    m.people.approving.reset();
    m.people.locked = true;
    m.sign_on.prompt = {};
    show(m, c);
    effects.emplace_back(ReadSigners{});
}

void lock_if_left(Model& m, const Context& c, Effects& effects) {
    constexpr std::int64_t kMinute_ms = 60'000;
    const auto idle_ms = c.stamp.at.unix_ms - m.people.used_at.unix_ms;
    const bool left = m.people.lock_minutes > 0 && idle_ms >= m.people.lock_minutes * kMinute_ms;
    // Whoever holds the card terminal out to a customer has not left.
    if (left && !m.card.ordered) lock(m, c, effects);
}

void identify(Model& m, const User& user, const Context& c, Effects& effects) {
    if (m.people.approving) return approve(m, user, c, effects);
    sign_in(m, user, c, effects);
}

bool begin_approval(Model& m, const pos::sale::Command& command, const Context& c) {
    if (!m.people.asks || waits_for_person(m)) return false;
    const auto lacks = m.cash_register.lacking();
    // Behind that one door they could make themselves a manager, or give one another PIN.
    if (!lacks || lacks == pos::people::Operation::people) return false;
    m.people.approving = command;
    if (people_shown(m).empty()) {
        m.people.approving.reset();
        return false;
    }
    m.people.before = m.screen;
    m.people.lacks = *lacks;
    auto& p = m.sign_on.prompt;
    p = {};
    if (auto reason = reason_in(command); !reason.empty()) p.reasons.push_back(std::move(reason));
    if (*lacks == pos::people::Operation::oversell)
        p.reasons.push_back(c.texts[TextKey::reason_miscounted]);
    for (const TextKey key :
         {TextKey::reason_goodwill, TextKey::reason_mistake, TextKey::reason_other}) {
        const std::string& words = c.texts[key];
        if (p.reasons.size() < 4 && std::ranges::find(p.reasons, words) == p.reasons.end())
            p.reasons.push_back(words);
    }
    p.reason = 0;
    show(m, c);
    return true;
}

void apply(Model& m, const sign_on::Action& action, const Context& c, Effects& effects) {
    m.said.reset();
    if (const auto* chosen = std::get_if<sign_on::PersonChosen>(&action)) {
        choose(m, chosen->index, c);
    } else if (const auto* moved_by = std::get_if<sign_on::PersonMoved>(&action)) {
        const int last = static_cast<int>(people_shown(m).size()) - 1;
        const int to = static_cast<int>(m.sign_on.chosen) + moved_by->by;
        choose(m, static_cast<std::size_t>(std::clamp(to, 0, std::max(last, 0))), c);
    } else if (const auto* in_prompt = std::get_if<sign_on::Prompted>(&action)) {
        switch (prompt::update(m.sign_on.prompt, in_prompt->action)) {
            case prompt::Outcome::open:
                return;
            case prompt::Outcome::answered:
                return try_pin(m, c, effects);
            case prompt::Outcome::cancelled:
                m.people.approving.reset();
                m.people.asked = 0;
                m.sign_on.prompt = {};
                m.screen = m.people.before;
                look_up_next(m, effects);
                return;
        }
    }
}

void apply(Model& m, const PinTried& tried, const Context& c, Effects& effects) {
    if (tried.ask != m.people.asked || !waits_for_person(m)) return;
    m.people.asked = 0;
    auto& p = m.sign_on.prompt;
    if (!tried.why && tried.outcome == PinTried::Outcome::right)
        return identify(m, tried.user, c, effects);
    p.refusal = tried.why ? c.texts.with(TextKey::said_not_read,
                                         {{"why", till::shell::words_for(*tried.why, c.texts)}})
                          : tried_words(tried, c);
    effects.emplace_back(Sound{Signal::refused});
}

void apply(Model& m, const SignersRead& read, const Context& c, Effects&) {
    const auto before = people_shown(m);
    const bool was_shown = m.sign_on.chosen < before.size();
    const pos::Ulid who = was_shown ? before[m.sign_on.chosen].user.id : pos::Ulid{};
    m.people.signers = read.signers;
    m.people.asks = std::ranges::any_of(m.people.signers, &Signer::has_pin);
    if (read.rights) m.cash_register.permit(*read.rights);
    if (!m.people.asks && std::exchange(m.people.locked, false)) return go_home(m);
    m.people.renewing = true;
    if (!waits_for_person(m)) return;
    const auto now = people_shown(m);
    const auto at =
        std::ranges::find(now, who, [](const Signer& signer) { return signer.user.id; });
    if (at != now.end()) {
        m.sign_on.chosen = static_cast<std::size_t>(at - now.begin());
        return;
    }
    m.sign_on.chosen = 0;
    ask_pin(m, c);
}

void apply(Model& m, const LockPressed&, const Context& c, Effects& effects) {
    lock(m, c, effects);
}

}  // namespace till::shell
