#include "app/core/office/shut_doors.hpp"

#include <iterator>
#include <utility>

#include "pos/store/office/audit.hpp"

namespace app::core {

namespace {

std::string_view note_of(syncing::server::Door door) {
    namespace note = pos::store::office::audit_note;
    switch (door) {
        case syncing::server::Door::codes:
            return note::kCodesShut;
        case syncing::server::Door::keys:
            return note::kKeysShut;
        case syncing::server::Door::sign_in:
            return note::kAddressLocked;
    }
    return note::kKeysShut;
}

}  // namespace

void ShutDoors::add(const syncing::server::Shut& shut, pos::Instant at) {
    const std::scoped_lock lock{mutex_};
    if (waiting_.size() < kWaitingMax) waiting_.push_back({note_of(shut.door), shut.network, at});
}

pos::store::db::Result<void> ShutDoors::keep(pos::store::db::Connection& db) {
    namespace office = pos::store::office;
    std::vector<Waiting> now;
    {
        const std::scoped_lock lock{mutex_};
        now = std::exchange(waiting_, {});
    }
    for (auto one = now.begin(); one != now.end(); ++one) {
        auto counted = office::count_audit(db,
                                           {.topic = office::AuditTopic::sign_in,
                                            .note = one->note,
                                            .person = {},
                                            .about = one->about,
                                            .detail = {}},
                                           one->at, office::kAddressesCounted);
        if (counted) continue;
        const std::scoped_lock lock{mutex_};
        waiting_.insert(waiting_.begin(), std::make_move_iterator(one),
                        std::make_move_iterator(now.end()));
        return counted;
    }
    return {};
}

}  // namespace app::core
