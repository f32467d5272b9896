#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/core/failure.hpp"
#include "app/core/open_shop.hpp"
#include "pos/journal/key.hpp"
#include "pos/journal/projection.hpp"
#include "pos/store/feed/apply.hpp"
#include "pos/store/office/membership.hpp"
#include "pos/store/office/own_stretch.hpp"
#include "pos/store/successor.hpp"
#include "sync/client/drain.hpp"
#include "sync/client/office_client.hpp"

namespace app::core {

Failure failure(const syncing::client::Trouble& trouble);

struct Joined {
    pos::store::office::Membership membership;
    std::string branch;
    std::string terminal;
    /// Of a till whose books parted from the office's: what it goes on as, see start_successor().
    std::string series{};
};
/// Joins a head office: shows it the till's key and a code that the office gave out, and keeps what
/// it answers. The till may be open meanwhile. One whose books parted from the office's, and that
/// the office did not let go on by itself, shows the code for that.
///
/// errors: no address, no till, what the office says
Outcome<Joined> join_office(const std::string& where, const pos::store::StoreOptions& options,
                            const syncing::client::Address& address, const std::string& code,
                            pos::Clock& clock, pos::Random& random);

/// Starts the journal that head office has granted a till whose books parted from the office's.
/// Nothing if none was granted, or while the till's window has it open: the window does it.
Outcome<std::optional<pos::store::StartedSuccessor>> start_successor(
    const std::string& where, const pos::store::StoreOptions& options, pos::Instant now,
    pos::Random& random);

/// What a till that has joined sends with: a connection of its own, its key, the office.
class JoinedTill {
public:
    /// Nothing if the till has joined no office.
    ///
    /// errors: no till; one that has another key since it joined is refused with kJoinAgain
    static syncing::client::Outcome<std::optional<JoinedTill>> open(
        const std::string& where, const pos::store::StoreOptions& options, pos::Clock& clock,
        pos::Random& random);
    static constexpr const char* kJoinAgain = "join_again";
    ~JoinedTill();
    JoinedTill(JoinedTill&&) = default;
    JoinedTill& operator=(JoinedTill&&) = default;
    /// What is left to send of a till that could not be opened because its disk is full; nothing
    /// where that is not the matter, or it cannot be counted.
    static std::optional<std::uint64_t> left_on_full_disk(const std::string& where);
    /// What is said of one that has joined none.
    static Failure not_joined(const std::string& where);

    /// Sends until nothing is left. `done` counts up to an error as well. If the office holds
    /// another continuation of this till's journal, it is asked whether the till may go on under
    /// another key; successor() says what came of that.
    Outcome<void> send(syncing::client::Drained& done);
    /// The same, where what went wrong is asked.
    syncing::client::Outcome<void> drain(syncing::client::Drained& done);
    /// From now on how far that has come is written down once a second at most, and at the end: for
    /// a till that sells meanwhile. Until it is sent again, left() may count what the office has.
    void note_seldom() { notes_ = syncing::client::SentNotes{std::chrono::seconds{1}}; }
    /// What the office says to that; nothing for a till whose books are the office's.
    const std::optional<pos::store::SuccessorRow>& successor() const { return successor_; }
    /// As what it has joined.
    Joined joined() const;
    /// Asks now, with what the office's people gave out.
    syncing::client::Outcome<void> ask_to_follow(const std::string& code);
    /// What head office has of this till and in no takings, with what the till knows of it.
    struct Outside {
        syncing::wire::OutsideAnswer::Stretch at_the_office;
        pos::store::office::OwnStretch here;
    };
    syncing::client::Outcome<std::vector<Outside>> outside();
    /// How the journal that is written began.
    syncing::client::Outcome<pos::store::office::JournalOrigin> origin();
    /// Takes in what the office has changed: goods, prices, people, settings. See follow().
    syncing::client::Outcome<void> follow(bool wait, pos::store::feed::Applied& applied,
                                          const std::function<void()>& pause = {});
    /// Tries changes that an older program did not understand.
    syncing::client::Outcome<void> read_unread(pos::store::feed::Applied& applied);
    /// Makes prices that have begun those of the catalogue; whether any did.
    syncing::client::Outcome<bool> switch_prices(const std::function<void()>& pause = {});
    /// When the next one begins, as far as is known.
    syncing::client::Outcome<std::optional<pos::Instant>> next_price_start();
    /// How much is left, without asking the office.
    syncing::client::Outcome<syncing::client::Drained> left() {
        return syncing::client::left_to_send(*db_);
    }
    /// When the first of what is left happened; nothing where all is sent.
    syncing::client::Outcome<std::optional<pos::Instant>> oldest_left();
    /// What is being sent ends soon, with an error. From any thread.
    void cancel() { office_->cancel(); }
    /// Whether the till is still joined as it was when this was opened.
    syncing::client::Outcome<bool> is_current();

private:
    JoinedTill() = default;
    pos::store::feed::Till feed_till();
    syncing::client::Outcome<void> note_parted(bool parted);
    bool may_ask(const pos::store::SuccessorRow& last) const;

    pos::Clock* clock_{nullptr};
    pos::Random* random_{nullptr};
    std::string program_;
    std::string key_file_;
    std::optional<pos::store::SuccessorRow> successor_;
    pos::journal::JournalRow journal_;
    syncing::client::SentNotes notes_;
    // In places of their own, since they name each other.
    std::unique_ptr<pos::store::db::Connection> db_;
    std::unique_ptr<pos::journal::SigningKey> key_;
    std::unique_ptr<pos::store::office::Membership> membership_;
    std::unique_ptr<syncing::client::OfficeClient> office_;
};

}  // namespace app::core
