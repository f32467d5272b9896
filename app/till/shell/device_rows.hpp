#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/till/shell/model.hpp"

// What the screen of devices lists, worked out anew from the model whenever it is asked for.
namespace till::shell {

/// A device of the counter, there or not, or one that is plugged in and has nothing to do.
///
/// Points into the model that it was made of.
struct DeviceRow {
    std::optional<Role> role{};  // what it does here
    std::string address{};       // where it is or should be; may be empty
    const SeenDevice* seen{nullptr};
    const drivers::scanner::ScannerStatus* scanner{nullptr};

    /// The same for the same device as long as it is used for the same.
    std::string key() const;
};

/// Those in use first: printer, scanners, drawer, what the customer sees, scale, card terminal.
std::vector<DeviceRow> device_rows(const Model& model);
/// The place of the chosen one among them; the first where that is gone.
std::size_t chosen_row(const Model& model, const std::vector<DeviceRow>& rows);

/// What can be done with it; the likely one first.
std::vector<devices::Deed> deeds_of(const Model& model, const DeviceRow& row);

/// Whether a setting names the place that a device says it is at: parts that it leaves out fit any.
bool is_same_place(const std::string& wanted, const std::string& is);
/// Whether it was told to the till, beside what USB shows to be a scanner.
bool is_named_scanner(const Model& model, const std::string& address);

/// The address by which a device that is plugged in is given that work.
std::string address_for(Role role, const SeenDevice& seen);

// ---- parts of what stands in DeviceSetup ----
inline constexpr std::string_view kCustomerWindow = "window";
inline constexpr std::string_view kPaperProfiles[] = {"", "generic-80mm", "generic-58mm",
                                                      "star-tsp650"};
inline constexpr std::string_view kScaleProtocols[] = {"8217", "nci", "dialog06"};
inline constexpr std::string_view kDrawers[] = {"printer", "printer:5", "none"};

/// "nci@serial:/dev/ttyUSB0" is "nci" and "serial:/dev/ttyUSB0"; without a protocol the first is
/// empty, and "usb@1-2" has none.
std::pair<std::string, std::string> split_protocol(const std::string& where);
/// Whether the customer's window is among "window,cd5220@…", and the display of two lines.
bool has_window(const std::string& display);
std::string pole_of(const std::string& display);
std::string joined_display(bool window, const std::string& pole);

}  // namespace till::shell
