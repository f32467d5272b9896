#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <variant>
#include <vector>

#include "app/core/countries.hpp"
#include "app/core/printer_setup.hpp"
#include "app/till/device_link.hpp"
#include "app/till/screens/first_start/first_start.hpp"
#include "app/till/shell/model.hpp"

namespace till {

/// Whose test page it is: the shop is not made yet.
struct TestPageFor {
    std::string shop;
    std::string locale;
    std::string zone;
};

/// Why no test page was printed: what was told of the printer, of the way to it, or of the print;
/// or that it was not waited for any longer.
using NotPrinted = std::variant<drivers::printer::PrinterState, drivers::transport::Error,
                                drivers::printer::PrintError, app::core::Failure, std::monostate>;

/// Opens the printer, prints a page on it and waits until that is out, or sent to a printer that
/// cannot say.
std::expected<void, NotPrinted> print_test_page(const app::core::PrinterChoice& printer,
                                                const TestPageFor& whose, pos::Instant now,
                                                std::stop_token stop);
/// In the words of the till; empty for what somebody has stopped.
std::string words_of(const NotPrinted& why, const shell::Context& context);

/// Printers that are plugged in, as long as somebody wants to know.
///
/// owns:    what looks for them
/// threads: one; `wake` is called on another
class PrintersThere {
public:
    explicit PrintersThere(std::function<void()> wake) : wake_{std::move(wake)} {}

    bool looks() const { return link_ != nullptr; }
    void look();
    void leave() { link_.reset(); }
    /// What changed since it was asked last.
    std::optional<shell::DevicesSeen> take();

private:
    std::function<void()> wake_;
    std::mutex mutex_;
    std::optional<shell::DevicesSeen> seen_;
    std::unique_ptr<DeviceLink> link_;
};

/// Those of the devices that print receipts, in words.
std::vector<first_start::FoundPrinter> printers_among(const shell::DevicesSeen& seen,
                                                      const shell::Context& context);

}  // namespace till
