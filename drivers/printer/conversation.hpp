#pragma once

#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "drivers/printer/answers.hpp"
#include "drivers/printer/profile.hpp"
#include "drivers/printer/status.hpp"
#include "drivers/transport/pipe.hpp"

namespace drivers::printer {

/// What is said between us and an ESC/POS printer over an open pipe: status asked and told,
/// receipts confirmed. Knows what the printer has told.
///
/// Star printers are asked for their status (ESC ACK SOH) and confirm by counting (ETB).
///
/// A printer that answers DLE EOT is asked to tell of every change by itself (GS a). One that never
/// answers is sent receipts all the same; a USB port's status then says at least when paper is out.
///
/// threads: one at a time; the pipe outlives it
class Conversation {
public:
    Conversation(transport::Pipe& pipe, const Profile& profile)
        : pipe_{pipe},
          star_{profile.language != PrinterLanguage::escpos},
          knows_process_ids_{profile.process_ids} {}

    /// Whether it has ever answered.
    bool talks() const { return talks_; }
    /// Whether it has told its status by itself.
    bool tells() const { return tells_; }
    const PrinterFacts& facts() const { return facts_; }
    PrinterState state() const { return state_of(facts_); }

    /// Finds out whether it talks; asks for its state and to be told of changes.
    ///
    /// errors: of the pipe, but not timed_out: then it does not talk
    std::expected<void, transport::Error> greet(transport::Deadline until);

    /// Asks for its state, by DLE EOT 1 to 4 or the USB port's status, whatever it knows.
    std::expected<void, transport::Error> ask(transport::Deadline until);

    /// Asks the USB port alone, which takes no turn among the bytes; nothing for other pipes.
    void ask_port(transport::Deadline until);

    /// Takes in what it says until the deadline; returns at the first answer.
    ///
    /// errors: of the pipe; timed_out and woken too
    std::expected<void, transport::Error> listen(transport::Deadline until);

    /// Drops what a broken-off document may have left in the printer, half a command included.
    /// `command_bytes_max` is the longest command that was ever sent.
    std::expected<void, transport::Error> drop_leftovers(std::size_t command_bytes_max,
                                                         transport::Deadline until);

    /// Finds out by which command it confirms, if by any.
    ///
    /// requires: it is not known to be unable to print
    std::expected<void, transport::Error> try_confirmation(transport::Deadline until);
    /// Whether it has ever confirmed anything.
    bool confirms() const { return confirms_; }

    /// The bytes that ask for a confirmation behind a document: GS ( H with that id, or GS r 1;
    /// with Star ETB.
    /// Only one is under way at a time.
    ///
    /// requires: id of 4 printable ASCII characters
    std::string ask_confirmation(const std::string& id);
    /// Whether the confirmation asked for last has come.
    bool confirmed() const { return confirmed_; }

    /// The keys of the pictures that it keeps (GS ( L, function 64). Empty where it does not say.
    ///
    /// requires: it is not known to be unable to print, and nothing is under way
    std::expected<std::optional<std::vector<PictureKey>>, transport::Error> picture_keys(
        transport::Deadline until);

    /// Takes a printer out of an error that it waits in (DLE ENQ 1).
    std::expected<void, transport::Error> recover(transport::Deadline until);

private:
    std::expected<void, transport::Error> say(std::string_view bytes, transport::Deadline until);
    std::expected<bool, transport::Error> ask_real_time(unsigned n, transport::Deadline until);
    std::expected<bool, transport::Error> ask_star(transport::Deadline until);
    void take(const PrinterAnswer& answer);
    void take_star(pos::BytesView bytes);
    std::expected<void, transport::Error> try_to_count(transport::Deadline until);

    transport::Pipe& pipe_;
    bool star_;
    bool knows_process_ids_;
    bool by_process_id_{false};
    AnswerReader reader_;
    std::chrono::steady_clock::time_point heard_at_{};
    PrinterFacts facts_;
    bool talks_{false};
    bool tells_{false};
    bool confirms_{false};
    bool dropped_{false};
    std::optional<PictureKeys> picture_keys_;  // the piece that came last
    std::deque<unsigned> asked_;               // n of each DLE EOT without an answer
    pos::Bytes star_bytes_;                    // of a status under way
    bool star_heard_{false};
    bool tried_to_count_{false};
    std::optional<unsigned> counted_;  // as Star's status said last
    std::optional<unsigned> waits_for_count_;
    bool waits_for_transmitted_{false};
    std::string waits_for_id_;
    bool confirmed_{false};
};

}  // namespace drivers::printer
