#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "app/core/paperwork.hpp"
#include "app/core/printer_setup.hpp"
#include "pos/base/clock.hpp"
#include "pos/store/store_thread.hpp"

namespace app::core {

/// How it is with printing, for a screen.
struct SpoolReport {
    drivers::printer::PrinterReport printer;
    /// Whether a printer was named, or has ever been there; else nobody misses one.
    bool expected{false};
    std::size_t waiting{0};  // documents that are not on paper yet
    /// Of these, documents from before a long stop, which are printed only once keep() or discard()
    /// has said whether anybody still wants them.
    std::size_t asked{0};
    std::optional<pos::Instant> asked_since{};  // when the oldest of them came
    /// The number of the last receipt that was printed, and whether the printer said that it is on
    /// paper; one that cannot say is believed until somebody asks for a duplicate.
    std::string last{};
    bool confirmed{true};
    /// Why the oldest document that waits could not be printed when it was tried.
    std::optional<drivers::printer::PrintError> failed{};
    /// The last document that was printed again, since nobody knew how far its first print came.
    std::string marked{};
    /// What the last document was about that the store does not know any more.
    std::string lost{};
    /// How often so far the drawer at an expected printer could not be opened.
    unsigned kicks_failed{0};
    bool operator==(const SpoolReport&) const = default;
};

struct SpoolOptions {
    /// A document older than that, when the printer is there again, is asked about first.
    std::chrono::minutes stale_after{15};
    /// How long a document that was not printed is left alone, unless something changes.
    std::chrono::milliseconds retry{2'000};
    /// Where nobody has named a printer and none has ever been there, only so many documents wait
    /// for one; older ones are dropped.
    std::size_t unmissed_max{20};
    /// How long the document under way may take when the program ends.
    std::chrono::milliseconds farewell{3'000};
};

/// Prints what the store's spool holds, in its order, on a thread of its own: a sale never waits
/// for paper, and a document is not forgotten before it is on it.
///
/// A document waits while the printer cannot print, survives a restart, and goes to another printer
/// if that takes the place of this one. It is printed once; where a print was broken off and nobody
/// knows how far it came (unplugged, power cut, this program killed), it is printed again from the
/// top, marked as a possible duplicate.
///
/// owns:    the printer, its thread, a reading connection
/// threads: any; on_report comes on the spool's thread and must not block
class PrintSpool {
public:
    using OnReport = std::function<void(const SpoolReport&)>;
    using OpenPrinter =
        std::function<Outcome<OpenedPrinter>(OnPrinterReport on_report, std::stop_token stop)>;

    /// `store` outlives it, and is told what became of each document.
    static Outcome<std::unique_ptr<PrintSpool>> start(pos::store::StoreThread& store,
                                                      const pos::store::db::DbTarget& target,
                                                      Paperwork paperwork, pos::Clock& clock,
                                                      const OpenPrinter& open,
                                                      const SpoolOptions& options,
                                                      OnReport on_report);
    /// Lets the document under way come to its end, for a while.
    ~PrintSpool();
    PrintSpool(const PrintSpool&) = delete;
    PrintSpool& operator=(const PrintSpool&) = delete;

    /// Something was queued: the batch with its job is durable.
    void queued();
    /// queued() for another thread, which may call it whether this is still there or not.
    std::function<void()> bell() const;
    /// Whether a document queued now would be printed at once. Such a job may be stored as begun,
    /// so that nothing has to be written between sale and paper.
    bool is_free() const;
    /// Documents from before a long stop are wanted still, or are not.
    void keep();
    void discard();
    /// Takes this printer from now on. What is under way in the old one is printed again here.
    void use(const OpenPrinter& open);
    /// Writes documents in these words from now on, those that wait included.
    void use(Paperwork paperwork);
    /// Opens the drawer that hangs on the printer, as soon as nothing is being sent to it.
    void kick_drawer(unsigned pin);

private:
    struct Core;
    explicit PrintSpool(std::unique_ptr<Core> core);
    std::unique_ptr<Core> core_;
};

}  // namespace app::core
