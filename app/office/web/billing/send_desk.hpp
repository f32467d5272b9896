#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

#include "app/core/billing/deliver.hpp"
#include "app/core/failure.hpp"
#include "app/office/web/billing/desk.hpp"
#include "pos/base/calendar.hpp"
#include "pos/base/ulid.hpp"
#include "pos/store/store.hpp"

namespace app::office::web::billing {

/// Sends the bills that wait, or draws them into one file to print, where people ask for it on
/// pages, one such job at a time: no page waits for one. Statements of account go between: between
/// two bills that are sent, or once a file is drawn.
///
/// owns:    a thread of its own; what it is at ends between two bills when this ends. Statements
///          that wait then go with the next bills (core::billing::send_emails)
/// threads: any
class SendDesk {
public:
    enum class Way : std::uint8_t { email, print };
    struct Job {
        Way way{Way::email};
        pos::Ulid run{};    // from whose page it was asked for
        pos::Date since{};  // where nothing was delivered before: what was issued from then on
        std::string by;
    };
    struct Done {
        core::billing::EmailReport emails;
        std::int64_t printed{0};
        std::string file;  // its name, in folder_of(); empty: nothing was printed
    };
    struct Ended {
        Job job;
        core::Outcome<Done> done;
    };
    struct State {
        std::optional<Job> now{};  // what it is at
        std::int64_t bills{0};     // that it has tried or drawn
        std::shared_ptr<const Ended> last{};
    };

    explicit SendDesk(DeskParts parts);

    /// False: another one is under way.
    bool start(Job job);
    /// Ends it between two bills. False: it rests.
    bool stop();
    State state() const;

    /// Sends a statement that was put in hand; what became of it stands in its row.
    void send_statement(const pos::Ulid& statement, std::string by);
    /// Whether that one waits here, or is given to the mail server at this moment.
    bool has_statement(const pos::Ulid& statement) const;

    /// Where files to print are kept: beside the key that documents are signed with.
    static core::Outcome<std::filesystem::path> folder_of(const std::string& where,
                                                          const pos::store::StoreOptions& store);
    /// Whether a file of ours may be called so: nothing that leads out of the folder.
    static bool is_file_name(std::string_view name);

private:
    struct Letter {
        pos::Ulid statement{};
        std::string by;
    };

    void work(const std::stop_token& stop);
    core::Outcome<Done> carry_out(const Job& job, const std::stop_token& stop);
    void send_statements(const std::stop_token& stop);

    DeskParts parts_;
    mutable std::mutex mutex_;
    std::condition_variable_any wake_;
    State state_;
    bool called_off_{false};
    std::deque<Letter> letters_;  // the first is the one it is at
    std::jthread thread_;         // last: it uses all of the above
};

}  // namespace app::office::web::billing
