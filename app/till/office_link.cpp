#include "app/till/office_link.hpp"

#include <span>

namespace till {

namespace {

using syncing::client::Drained;
using syncing::client::Outcome;
using syncing::client::Trouble;

std::uint64_t a_seed() {
    app::core::SystemRandom random;
    std::uint64_t seed = 0;
    random.fill(std::as_writable_bytes(std::span{&seed, 1}));
    return seed;
}

/// The office's word for it has words of the till's language.
std::optional<shell::OfficeRefusal> refusal_of(const std::optional<Trouble>& trouble) {
    if (!trouble || trouble->kind != Trouble::Kind::refused) return std::nullopt;
    if (trouble->error == "revoked") return shell::OfficeRefusal::revoked;
    if (trouble->error == "terminal_unknown") return shell::OfficeRefusal::unknown;
    if (trouble->error == app::core::JoinedTill::kJoinAgain)
        return shell::OfficeRefusal::join_again;
    return shell::OfficeRefusal::other;
}

}  // namespace

OfficeLink::OfficeLink(std::string db, std::string key_file, Post post)
    : db_{std::move(db)}, key_file_{std::move(key_file)}, post_{std::move(post)} {
    uplink_ = std::make_unique<syncing::client::Uplink>(syncing::client::Uplink::Parts{
        .send = [this](Drained& done) { return send(done); },
        .on_state = [this](const syncing::client::UplinkState& state) { tell(state); },
        .count = [this] { return count(); },
        .stop = [this] { cancel(); },
        .seed = a_seed()});
}

OfficeLink::~OfficeLink() = default;

/// The till as it has joined, opened anew if it joined anew.
Outcome<std::shared_ptr<app::core::JoinedTill>> OfficeLink::joined_till() {
    if (const auto till = held()) {
        const auto current = till->is_current();
        if (!current) return std::unexpected{current.error()};
        if (*current) return till;
        hold(nullptr);
    }
    auto opened = app::core::JoinedTill::open(
        db_, {.program = "counterfoil till", .key_file = key_file_}, clock_);
    if (!opened) {
        // One that was not joined would have been told so.
        joined_ = joined_ || opened.error().kind == Trouble::Kind::refused;
        return std::unexpected{opened.error()};
    }
    joined_ = opened->has_value();
    if (!joined_) {
        return syncing::client::trouble(Trouble::Kind::not_joined,
                                        app::core::JoinedTill::not_joined(db_).words);
    }
    const auto till = std::make_shared<app::core::JoinedTill>(std::move(**opened));
    hold(till);
    return till;
}

std::shared_ptr<app::core::JoinedTill> OfficeLink::held() {
    const std::lock_guard lock{mutex_};
    return till_;
}

void OfficeLink::hold(std::shared_ptr<app::core::JoinedTill> till) {
    const std::lock_guard lock{mutex_};
    till_ = std::move(till);
    if (ending_ && till_) till_->cancel();
}

Outcome<void> OfficeLink::send(Drained& done) {
    const auto till = joined_till();
    if (!till) {
        done.to_send = told_.to_send;
        return std::unexpected{till.error()};
    }
    return (*till)->drain(done);
}

std::uint64_t OfficeLink::count() {
    const std::lock_guard lock{mutex_};
    if (!till_) return 0;
    const auto left = till_->left();
    return left ? left->to_send : told_.to_send;
}

void OfficeLink::tell(const syncing::client::UplinkState& state) {
    const auto refused = refusal_of(state.trouble);
    shell::OfficeChanged now{.joined = joined_,
                             .online = state.online,
                             .to_send = state.to_send,
                             .set_aside = state.set_aside,
                             .parked = state.parked,
                             .refused = refused,
                             .why = refused ? state.trouble->words : std::string{}};
    if (now == told_) return;
    told_ = now;
    post_(std::move(now));
}

void OfficeLink::cancel() {
    const std::lock_guard lock{mutex_};
    ending_ = true;
    if (till_) till_->cancel();
}

}  // namespace till
