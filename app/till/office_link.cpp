#include "app/till/office_link.hpp"

#include <iostream>

namespace till {

namespace {

using syncing::client::Drained;
using syncing::client::Outcome;
using syncing::client::Trouble;

/// The office's word for it has words of the till's language.
std::optional<shell::OfficeRefusal> refusal_of(const std::optional<Trouble>& trouble) {
    if (!trouble || trouble->kind != Trouble::Kind::refused) return std::nullopt;
    if (trouble->error == "revoked") return shell::OfficeRefusal::revoked;
    if (trouble->error == "terminal_unknown") return shell::OfficeRefusal::unknown;
    if (trouble->error == app::core::JoinedTill::kJoinAgain)
        return shell::OfficeRefusal::join_again;
    return shell::OfficeRefusal::other;
}

std::optional<shell::OfficeWay> way_of(const std::optional<Trouble>& trouble) {
    using Way = Trouble::Way;
    if (!trouble) return std::nullopt;
    if (trouble->kind == Trouble::Kind::database) return shell::OfficeWay::database;
    if (trouble->kind != Trouble::Kind::unreachable) return std::nullopt;
    switch (trouble->way) {
        case Way::broken:
            return shell::OfficeWay::broken;
        case Way::no_name:
            return shell::OfficeWay::no_name;
        case Way::nobody:
            return shell::OfficeWay::nobody;
        case Way::silent:
            return shell::OfficeWay::silent;
        case Way::certificate:
            return shell::OfficeWay::certificate;
        case Way::other:
            return shell::OfficeWay::other;
    }
    return shell::OfficeWay::broken;
}

shell::Origin origin_of(pos::store::office::JournalOrigin::Kind kind) {
    using Kind = pos::store::office::JournalOrigin::Kind;
    switch (kind) {
        case Kind::first:
            return shell::Origin::first;
        case Kind::put_back:
            return shell::Origin::put_back;
        case Kind::replaced:
            return shell::Origin::replaced;
    }
    return shell::Origin::first;
}

}  // namespace

OfficeLink::OfficeLink(std::string db, std::string key_file, Post post)
    : door_{std::move(db), std::move(key_file)}, post_{std::move(post)} {
    uplink_ = std::make_unique<syncing::client::Uplink>(syncing::client::Uplink::Parts{
        .send = [this](Drained& done) { return send(done); },
        .on_state = [this](const syncing::client::UplinkState& state) { tell(state); },
        .count = [this] { return count(); },
        .stop = [this] { door_.cancel(); },
        .seed = app::core::random_seed()});
}

OfficeLink::~OfficeLink() = default;

Outcome<void> OfficeLink::send(Drained& done) {
    const auto till = door_.open();
    if (!till) {
        done.to_send = told_.to_send;
        return std::unexpected{till.error()};
    }
    auto drained = (*till)->drain(done);
    look_at_successor();
    return drained;
}

void OfficeLink::look_at_successor() {
    using pos::store::SuccessorState;
    const auto till = door_.held();
    if (!till) return;
    if (const auto origin = till->origin()) origin_ = *origin;
    const auto& successor = till->successor();
    next_.clear();
    if (!successor) {
        parting_ = shell::Parting::none;
    } else if (successor->state == SuccessorState::granted) {
        parting_ = shell::Parting::granted;
        next_ = origin_.name.substr(0, origin_.name.find('-') + 1) + successor->series;
    } else if (successor->state == SuccessorState::asked) {
        parting_ = shell::Parting::asking;
    } else {
        parting_ = successor->error == "succeeded" ? shell::Parting::succeeded
                                                   : shell::Parting::still_sells;
    }
}

std::uint64_t OfficeLink::count() {
    const auto till = door_.held();
    if (!till) return 0;
    const auto left = till->left();
    return left ? left->to_send : told_.to_send;
}

std::optional<pos::Instant> OfficeLink::oldest() {
    const auto till = door_.held();
    if (!till) return std::nullopt;
    const auto at = till->oldest_left();
    return at ? *at : std::nullopt;
}

void OfficeLink::tell(const syncing::client::UplinkState& state) {
    const auto refused = refusal_of(state.trouble);
    shell::OfficeChanged now{
        .joined = door_.joined(),
        .online = state.online,
        .busy = state.trouble && state.trouble->kind == Trouble::Kind::busy,
        .to_send = state.to_send,
        .set_aside = state.set_aside,
        .parked = state.parked,
        .refused = refused,
        .why = refused ? state.trouble->error : std::string{},
        .parting = parting_,
        .next = next_,
        .origin = origin_of(origin_.kind),
        .name = origin_.name,
        .since = origin_.name.empty() ? std::nullopt : std::optional{origin_.since}};
    if (!now.online) now.way = way_of(state.trouble);
    if (now.to_send > 0 && !now.online) now.oldest = oldest();
    if (now == told_) return;
    // For whoever looks after the machine: the screen says it in the language of the till.
    if (refused && refused != told_.refused) std::cerr << state.trouble->words << '\n';
    told_ = now;
    post_(std::move(now));
}

}  // namespace till
