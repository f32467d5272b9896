#include "app/core/find_printer.hpp"

#include <algorithm>
#include <memory>
#include <optional>

#include "app/core/printer_setup.hpp"
#include "drivers/printer/paper_renderer.hpp"
#include "drivers/transport/open.hpp"

namespace app::core {

namespace {

using namespace drivers::transport;
using drivers::printer::DeviceId;
using drivers::printer::PrinterConnection;
using drivers::printer::Profile;
using Connected = std::expected<PrinterConnection, Error>;

/// USB printer class: GET_DEVICE_ID.
constexpr UsbSetup kGetDeviceId{.request_type = 0xA1, .request = 0};
constexpr std::size_t kDeviceIdMax = 1024;
constexpr auto kDeviceIdTime = std::chrono::milliseconds{500};

DeviceId device_id_of(Pipe& pipe) {
    UsbRequests* usb = pipe.usb();
    if (usb == nullptr || usb->claimed().interface_class != kUsbClassPrinter) return {};
    const auto bytes = usb->control_in(kGetDeviceId, kDeviceIdMax, after(kDeviceIdTime));
    return bytes ? drivers::printer::parse_device_id(*bytes) : DeviceId{};
}

std::string joined(const std::string& maker, const std::string& model) {
    if (maker.empty() || model.starts_with(maker)) return model;
    return model.empty() ? maker : maker + " " + model;
}

/// What a person calls it: the table's word before the printer's own.
std::string device_words(const KnownDevice& known, const UsbDevice& device, const DeviceId& id) {
    if (!known.name.empty()) return known.name;
    auto own = joined(device.manufacturer, device.name);
    if (own.empty()) own = joined(id.maker, id.model);
    return own.empty() ? to_string(address_of(device)) : own;
}

Profile profile_for(const std::string& name, const std::string& model) {
    const auto of_model = device_table().profile_of_model(model);
    for (const std::string& each : {name, of_model}) {
        if (auto profile = named_profile(each)) return std::move(*profile);
    }
    return built_in_profile(drivers::printer::kRoll80mm);
}

/// Finds and opens USB printers, and remembers which.
class UsbConnector {
public:
    UsbConnector(UsbAddress wanted, std::optional<Profile> profile, std::stop_token stop)
        : wanted_{std::move(wanted)}, profile_{std::move(profile)}, stop_{std::move(stop)} {}

    Connected operator()() {
        auto devices = list_usb();
        if (!devices) return std::unexpected{devices.error()};
        Error why{Fault::not_found, {}};
        for (const auto& candidate : candidates(*devices)) {
            auto connection = open(candidate);
            if (connection) {
                last_ = address_of(candidate.device);
                return connection;
            }
            if (why.fault == Fault::not_found) why = connection.error();
        }
        return std::unexpected{why};
    }

private:
    struct Candidate {
        UsbDevice device;
        KnownDevice known;
    };

    bool is_named() const { return wanted_ != UsbAddress{}; }

    std::vector<Candidate> candidates(const std::vector<UsbDevice>& devices) const {
        std::vector<Candidate> found;
        for (const auto& device : devices) {
            if (!fits(wanted_, device)) continue;
            auto known = device_table().look_up(device);
            const bool prints =
                known.kind == DeviceKind::receipt_printer || known.kind == DeviceKind::printer;
            if (prints || is_named()) found.push_back({device, std::move(known)});
        }
        std::ranges::stable_sort(found, {}, [this](const Candidate& each) { return rank(each); });
        return found;
    }

    int rank(const Candidate& candidate) const {
        if (last_ && fits(*last_, candidate.device)) return 0;
        return candidate.known.kind == DeviceKind::receipt_printer ? 1 : 2;
    }

    Connected open(const Candidate& candidate) const {
        auto pipe = open_usb(candidate.device, printer_interface(candidate.device), stop_);
        if (!pipe) return std::unexpected{pipe.error()};
        const DeviceId id = device_id_of(**pipe);
        const bool sure = is_named() || candidate.known.kind == DeviceKind::receipt_printer;
        if (!sure && is_other_language(id.commands))
            return std::unexpected{Error{Fault::not_found, {}}};
        return PrinterConnection{
            .pipe = std::move(*pipe),
            .device = device_words(candidate.known, candidate.device, id),
            .profile = profile_ ? *profile_ : profile_for(candidate.known.profile, id.model),
            .address = to_string(address_of(candidate.device))};
    }

    UsbAddress wanted_;
    std::optional<Profile> profile_;
    std::stop_token stop_;
    std::optional<UsbAddress> last_;
};

}  // namespace

drivers::printer::ConnectPrinter printer_connector(const Address& address,
                                                   std::optional<Profile> profile,
                                                   std::stop_token stop) {
    if (const auto* usb = std::get_if<UsbAddress>(&address)) {
        return
            [connector = std::make_shared<UsbConnector>(*usb, std::move(profile), std::move(stop))](
                Deadline) { return (*connector)(); };
    }
    if (!profile) profile = built_in_profile(drivers::printer::kRoll80mm);
    return [address, profile = std::move(*profile),
            stop = std::move(stop)](Deadline until) -> Connected {
        auto pipe = open_pipe(address, {}, until, stop);
        if (!pipe) return std::unexpected{pipe.error()};
        return PrinterConnection{.pipe = std::move(*pipe),
                                 .device = to_string(address),
                                 .profile = profile,
                                 .address = to_string(address)};
    };
}

}  // namespace app::core
