#include "app/till/office_door.hpp"

namespace till {

using syncing::client::Outcome;
using syncing::client::Trouble;

Outcome<std::shared_ptr<app::core::JoinedTill>> OfficeDoor::open() {
    if (auto till = held()) {
        const auto current = till->is_current();
        if (!current) return std::unexpected{current.error()};
        if (*current) return till;
        hold(nullptr);
    }
    auto opened = app::core::JoinedTill::open(
        db_, {.program = "counterfoil till", .key_file = key_file_}, clock_, random_);
    if (!opened) {
        // One that was not joined would have been told so.
        if (opened.error().kind == Trouble::Kind::refused) joined_ = true;
        return std::unexpected{opened.error()};
    }
    joined_ = opened->has_value();
    if (!joined_) {
        return syncing::client::trouble(Trouble::Kind::not_joined,
                                        app::core::JoinedTill::not_joined(db_).words);
    }
    auto till = std::make_shared<app::core::JoinedTill>(std::move(**opened));
    till->note_seldom();
    hold(till);
    return till;
}

std::shared_ptr<app::core::JoinedTill> OfficeDoor::held() {
    const std::lock_guard lock{mutex_};
    return till_;
}

void OfficeDoor::hold(std::shared_ptr<app::core::JoinedTill> till) {
    const std::lock_guard lock{mutex_};
    till_ = std::move(till);
    if (ending_ && till_) till_->cancel();
}

void OfficeDoor::cancel() {
    const std::lock_guard lock{mutex_};
    ending_ = true;
    if (till_) till_->cancel();
}

}  // namespace till
