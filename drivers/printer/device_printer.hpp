#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <stop_token>

#include "drivers/printer/conversation.hpp"
#include "drivers/printer/paper_painter.hpp"
#include "drivers/printer/printer.hpp"
#include "drivers/printer/profile.hpp"
#include "drivers/printer/stored_pictures.hpp"

namespace drivers::printer {

/// An open way to a printer, and what it is.
struct PrinterConnection {
    std::unique_ptr<transport::Pipe> pipe{};
    std::string device{};  // in words for a person
    Profile profile{};
    std::string address{};  // as transport::parse_address takes it
};

/// Finds the printer and opens it; called again whenever it was lost.
using ConnectPrinter =
    std::function<std::expected<PrinterConnection, transport::Error>(transport::Deadline)>;

struct DevicePrinterOptions {
    /// How long after it was not found it is looked for again; sooner after a wake().
    std::chrono::milliseconds look_every{3'000};
    /// How often one is asked that does not tell of changes by itself.
    std::chrono::milliseconds ask_every{3'000};
    /// Off for a printer that several tills share: it is left when there is nothing to print, so
    /// that the next till gets through.
    bool stay_connected{true};
    /// How long a printer that shows no trouble may take nothing and say nothing.
    std::chrono::milliseconds patience{30'000};
    /// How long a document may be under way in a printer that cannot confirm it, before it counts
    /// as sent, beside a millisecond for each byte that may still be in its buffer.
    std::chrono::milliseconds settling{1'000};
};

/// A receipt printer that speaks ESC/POS over any pipe: finds it, knows how it is, sends each
/// document as one buffer and stays with it until it is on paper. Slow printers, partial writes and
/// stalls are waited out; where paper runs out or the cover opens in the middle, the printer goes
/// on by itself once that is mended, and the document with it. Only a printer that is lost in the
/// middle leaves one unsure.
///
/// owns:    the pipe
/// threads: one at a time, but wake() and give_up() from any
class DevicePrinter final : public Printer {
public:
    using OnReport = std::function<void(const PrinterReport&)>;

    /// `on_report` is told of each change, on the thread that prints or attends. `pictures`
    /// outlives it. `stop` ends whatever is under way; it is the pipe's own too.
    DevicePrinter(ConnectPrinter connect, DevicePrinterOptions options, const Pictures& pictures,
                  OnReport on_report, std::stop_token stop);
    ~DevicePrinter() override;

    PrintResult print(const pos::document::Document& document, std::string_view name) override;
    std::expected<void, PrintError> kick_drawer(unsigned pin) override;
    PrinterReport attend(transport::Deadline until) override;
    void wake() override;

    /// The document under way is not wanted here any more: its print() answers soon.
    void give_up();
    /// A document may have been broken off before this program started.
    void suspect_leftovers() { leftovers_ = true; }

private:
    using Error = transport::Error;
    struct Sending;

    std::expected<void, Error> make_ready();
    std::expected<void, Error> store_pictures(const pos::document::Document& document);
    std::expected<bool, Error> keeps(const PictureToStore& picture);
    std::expected<void, Error> connect();
    void lose(Error why);
    void leave();
    transport::Deadline when_to_ask() const;
    void tell();
    PrinterState state() const;

    PrintResult send(pos::BytesView bytes);
    std::optional<PrintResult> write_some(Sending& sending);
    PrintResult await_confirmation(Sending& sending);
    PrintResult settle(Sending& sending);
    std::optional<PrintResult> hear(Sending& sending, std::chrono::milliseconds wait);
    PrintResult broken_off(const Sending& sending, Error why);

    void wait_until(transport::Deadline until);
    void attend_connected(transport::Deadline until);

    ConnectPrinter connect_;
    DevicePrinterOptions options_;
    const Pictures& pictures_;
    OnReport on_report_;
    std::stop_token stop_;

    std::mutex mutex_;  // of what wake() touches
    std::condition_variable_any changed_;
    std::unique_ptr<transport::Pipe> pipe_;
    bool woken_{false};
    std::atomic<bool> given_up_{false};

    std::optional<Conversation> talk_;
    Profile profile_;
    std::unique_ptr<PaperPainter> painter_;
    /// What this printer keeps, and what it was found not to keep; since it was connected.
    StoredPictures kept_;
    std::set<std::string, std::less<>> not_kept_;
    std::string device_;
    std::string address_;
    std::optional<Error> trouble_;
    PrinterState parted_state_{PrinterState::unknown};  // of a shared printer, when it was left
    transport::Deadline parted_at_{};
    bool leftovers_{false};
    bool printing_{false};
    unsigned documents_{0};
    transport::Deadline next_look_{};
    transport::Deadline next_ask_{};
    std::optional<PrinterReport> told_;
};

}  // namespace drivers::printer
