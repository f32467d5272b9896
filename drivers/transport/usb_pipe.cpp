#include "drivers/transport/usb_pipe.hpp"

#include <algorithm>
#include <atomic>
#include <deque>
#include <functional>
#include <utility>

#include "drivers/transport/holder.hpp"
#include "drivers/transport/usb_library.hpp"
#include "pos/base/assert.hpp"

namespace drivers::transport {

namespace {

/// The system moves a transfer in pieces of that size: a longer one only hides how far it got.
constexpr std::size_t kWriteBytesMax = 16 * 1024;
/// Reads in flight on an interrupt endpoint, so that none of a device's reports waits for us.
constexpr std::size_t kReadsInFlight = 2;
/// Beyond that, bytes stay in the device until somebody reads.
constexpr std::size_t kUnreadBytesMax = 256 * 1024;

struct FreeTransfer {
    void operator()(libusb_transfer* transfer) const { libusb_free_transfer(transfer); }
};
using TransferRef = std::unique_ptr<libusb_transfer, FreeTransfer>;

struct CloseHandle {
    void operator()(libusb_device_handle* handle) const { libusb_close(handle); }
};
using HandleRef = std::unique_ptr<libusb_device_handle, CloseHandle>;

/// One transfer, its bytes, and whether libusb still holds it.
struct Transfer {
    TransferRef transfer{libusb_alloc_transfer(0)};
    std::vector<unsigned char> bytes{};
    std::function<void()> on_end{};
    int ended{1};

    int submit() {
        ended = 0;
        const int code = libusb_submit_transfer(transfer.get());
        if (code != 0) ended = 1;
        return code;
    }
    static void LIBUSB_CALL end(libusb_transfer* done) {
        auto& self = *static_cast<Transfer*>(done->user_data);
        self.ended = 1;
        if (self.on_end) self.on_end();
    }
};

Error error_of_status(libusb_transfer_status status) {
    switch (status) {
        case LIBUSB_TRANSFER_NO_DEVICE:
            return {Fault::gone, {}};
        case LIBUSB_TRANSFER_STALL:
            return {Fault::stalled, {}};
        case LIBUSB_TRANSFER_TIMED_OUT:
            return {Fault::timed_out, {}};
        case LIBUSB_TRANSFER_CANCELLED:
            return {Fault::cancelled, {}};
        case LIBUSB_TRANSFER_OVERFLOW:
            return {Fault::input_output, "the device sent more than a packet holds"};
        case LIBUSB_TRANSFER_ERROR:
        case LIBUSB_TRANSFER_COMPLETED:
            break;
    }
    return {Fault::input_output, "the transfer failed on the wire"};
}

timeval time_until(Deadline until) {
    auto left =
        std::chrono::ceil<std::chrono::microseconds>(until - std::chrono::steady_clock::now());
    left = std::clamp(left, std::chrono::microseconds{0}, std::chrono::microseconds{60'000'000});
    return {.tv_sec = left.count() / 1'000'000, .tv_usec = left.count() % 1'000'000};
}

/// An open pipe. The thread that reads or writes handles libusb's events of this context meanwhile.
class UsbPipe final : public Pipe, public UsbRequests {
public:
    UsbPipe(UsbContext context, HandleRef handle, UsbDevice device, UsbInterface claimed,
            std::stop_token stop)
        : context_{std::move(context)},
          handle_{std::move(handle)},
          device_{std::move(device)},
          claimed_{std::move(claimed)},
          out_{endpoint(false)},
          in_{endpoint(true)},
          stop_{std::move(stop)} {
        if (stop_.stop_possible())
            on_stop_.emplace(stop_, [this] { libusb_interrupt_event_handler(context_.get()); });
    }

    ~UsbPipe() override {
        on_stop_.reset();
        for (auto& read : reads_) {
            if (!read->ended) libusb_cancel_transfer(read->transfer.get());
        }
        closing_ = true;
        for (auto& read : reads_) finish(*read);
        libusb_release_interface(handle_.get(), claimed_.number);
    }

    Sent write(pos::BytesView bytes, Deadline until) override {
        Sent sent;
        if (out_ == nullptr) return {0, Error{Fault::not_possible, {}}};
        while (sent.bytes < bytes.size() && !sent.error) {
            const auto piece =
                bytes.subspan(sent.bytes, std::min(kWriteBytesMax, bytes.size() - sent.bytes));
            auto error = run_write(piece, sent.bytes, until);
            if (error) sent.error = std::move(error);
        }
        return sent;
    }

    std::expected<std::size_t, Error> read(std::span<std::byte> room, Deadline until) override {
        POS_ASSERT(!room.empty());
        if (in_ == nullptr) return std::unexpected{Error{Fault::not_possible, {}}};
        for (;;) {
            if (stop_.stop_requested()) return std::unexpected{Error{Fault::cancelled, {}}};
            if (!unread_.empty()) return take_unread(room);
            if (read_error_) return std::unexpected{take_read_error()};
            if (woken_.exchange(false)) return std::unexpected{Error{Fault::woken, {}}};
            if (auto error = keep_reading()) return std::unexpected{std::move(*error)};
            const auto left = time_until(until);
            handle_events(left, nullptr);
            const bool late = std::chrono::steady_clock::now() >= until;
            if (late && unread_.empty() && !read_error_)
                return std::unexpected{Error{Fault::timed_out, {}}};
        }
    }

    void wake() override {
        woken_ = true;
        libusb_interrupt_event_handler(context_.get());
    }

    UsbRequests* usb() override { return this; }
    const UsbDevice& device() const override { return device_; }
    const UsbInterface& claimed() const override { return claimed_; }

    std::expected<pos::Bytes, Error> control_in(const UsbSetup& setup, std::size_t size_max,
                                                Deadline until) override {
        POS_ASSERT((setup.request_type & 0x80U) != 0 && size_max <= 0xFFFF);
        auto transfer = control(setup, size_max);
        if (auto error = run(*transfer, until)) return std::unexpected{std::move(*error)};
        const auto* data =
            reinterpret_cast<const std::byte*>(transfer->bytes.data()) + LIBUSB_CONTROL_SETUP_SIZE;
        return pos::Bytes{data, data + transfer->transfer->actual_length};
    }

    std::expected<void, Error> control_out(const UsbSetup& setup, pos::BytesView bytes,
                                           Deadline until) override {
        POS_ASSERT((setup.request_type & 0x80U) == 0 && bytes.size() <= 0xFFFF);
        auto transfer = control(setup, bytes.size());
        std::ranges::transform(bytes, transfer->bytes.begin() + LIBUSB_CONTROL_SETUP_SIZE,
                               [](std::byte b) { return std::to_integer<unsigned char>(b); });
        if (auto error = run(*transfer, until)) return std::unexpected{std::move(*error)};
        return {};
    }

private:
    const UsbEndpoint* endpoint(bool in) const {
        for (const auto transfer : {UsbTransfer::bulk, UsbTransfer::interrupt}) {
            for (const auto& each : claimed_.endpoints) {
                if (each.in() == in && each.transfer == transfer) return &each;
            }
        }
        return nullptr;
    }

    void handle_events(timeval wait, int* ended) {
        libusb_handle_events_timeout_completed(context_.get(), &wait, ended);
    }

    /// Waits until libusb has given the transfer back.
    void finish(Transfer& transfer) {
        while (!transfer.ended) handle_events({.tv_sec = 1, .tv_usec = 0}, &transfer.ended);
    }

    /// Submits and waits; at the deadline or a stop, takes it back. What was moved by then stands
    /// in the transfer.
    std::optional<Error> run(Transfer& transfer, Deadline until) {
        if (stop_.stop_requested()) return Error{Fault::cancelled, {}};
        if (gone_) return Error{Fault::gone, {}};
        if (const int code = transfer.submit(); code != 0) return noted(usb_error(code));
        std::optional<Fault> given_up;
        while (!transfer.ended) {
            handle_events(time_until(until), &transfer.ended);
            if (transfer.ended) break;
            if (stop_.stop_requested()) {
                given_up = Fault::cancelled;
            } else if (std::chrono::steady_clock::now() >= until) {
                given_up = Fault::timed_out;
            }
            if (given_up) {
                libusb_cancel_transfer(transfer.transfer.get());
                finish(transfer);
            }
        }
        const auto status = transfer.transfer->status;
        if (status == LIBUSB_TRANSFER_COMPLETED) return std::nullopt;
        if (status == LIBUSB_TRANSFER_CANCELLED && given_up) return Error{*given_up, {}};
        return noted(error_of_status(status));
    }

    Error noted(Error error) {
        if (error.fault == Fault::gone) gone_ = true;
        return error;
    }

    std::optional<Error> run_write(pos::BytesView piece, std::size_t& moved, Deadline until) {
        Transfer transfer;
        transfer.bytes.resize(piece.size());
        std::ranges::transform(piece, transfer.bytes.begin(),
                               [](std::byte b) { return std::to_integer<unsigned char>(b); });
        prepare(transfer, *out_);
        auto error = run(transfer, until);
        moved += static_cast<std::size_t>(transfer.transfer->actual_length);
        if (error && error->fault == Fault::stalled) clear_halt(out_->address);
        return error;
    }

    void prepare(Transfer& transfer, const UsbEndpoint& at) {
        libusb_transfer* raw = transfer.transfer.get();
        POS_ASSERT(raw != nullptr);
        const auto fill = at.transfer == UsbTransfer::bulk ? libusb_fill_bulk_transfer
                                                           : libusb_fill_interrupt_transfer;
        fill(raw, handle_.get(), at.address, transfer.bytes.data(),
             static_cast<int>(transfer.bytes.size()), Transfer::end, &transfer, 0);
        raw->actual_length = 0;
    }

    std::unique_ptr<Transfer> control(const UsbSetup& setup, std::size_t size) {
        auto transfer = std::make_unique<Transfer>();
        POS_ASSERT(transfer->transfer != nullptr);
        transfer->bytes.resize(LIBUSB_CONTROL_SETUP_SIZE + size);
        const bool to_interface = (setup.request_type & 0x1FU) == LIBUSB_RECIPIENT_INTERFACE;
        const auto index =
            to_interface ? static_cast<std::uint16_t>((setup.index & 0xFF00U) | claimed_.number)
                         : setup.index;
        libusb_fill_control_setup(transfer->bytes.data(), setup.request_type, setup.request,
                                  setup.value, index, static_cast<std::uint16_t>(size));
        libusb_fill_control_transfer(transfer->transfer.get(), handle_.get(),
                                     transfer->bytes.data(), Transfer::end, transfer.get(), 0);
        return transfer;
    }

    void clear_halt(std::uint8_t address) {
        if (libusb_clear_halt(handle_.get(), address) == LIBUSB_ERROR_NO_DEVICE) gone_ = true;
    }

    // ---- reading ----

    /// Sees to it that reads are in flight.
    std::optional<Error> keep_reading() {
        if (gone_) return Error{Fault::gone, {}};
        const std::size_t wanted = in_->transfer == UsbTransfer::interrupt ? kReadsInFlight : 1;
        while (reads_.size() < wanted) {
            auto& read = reads_.emplace_back(std::make_unique<Transfer>());
            read->bytes.resize(std::max<std::size_t>(in_->packet_bytes, 1));
            read->on_end = [this, each = read.get()] { read_ended(*each); };
            prepare(*read, *in_);
        }
        for (auto& read : reads_) {
            if (!read->ended) continue;
            if (const int code = read->submit(); code != 0) return noted(usb_error(code));
        }
        return std::nullopt;
    }

    void read_ended(Transfer& read) {
        const auto& done = *read.transfer;
        if (done.actual_length > 0) {
            const auto* data = reinterpret_cast<const std::byte*>(read.bytes.data());
            unread_.emplace_back(data, data + done.actual_length);
            unread_bytes_ += static_cast<std::size_t>(done.actual_length);
        }
        if (closing_ || done.status == LIBUSB_TRANSFER_CANCELLED) return;
        if (done.status != LIBUSB_TRANSFER_COMPLETED) {
            read_error_ = noted(error_of_status(done.status));
            return;
        }
        if (unread_bytes_ < kUnreadBytesMax && read.submit() != 0) {
            // The next read submits it again and says why it cannot.
        }
    }

    std::size_t take_unread(std::span<std::byte> room) {
        auto& first = unread_.front();
        const std::size_t size = std::min(room.size(), first.size());
        std::copy_n(first.begin(), size, room.begin());
        unread_bytes_ -= size;
        if (size == first.size()) {
            unread_.pop_front();
        } else {
            first.erase(first.begin(), first.begin() + static_cast<std::ptrdiff_t>(size));
        }
        return size;
    }

    Error take_read_error() {
        Error error = std::move(*read_error_);
        read_error_.reset();
        if (error.fault == Fault::stalled) clear_halt(in_->address);
        return error;
    }

    UsbContext context_;
    HandleRef handle_;
    UsbDevice device_;
    UsbInterface claimed_;
    const UsbEndpoint* out_;
    const UsbEndpoint* in_;
    std::stop_token stop_;
    bool gone_{false};
    bool closing_{false};
    std::atomic<bool> woken_{false};
    std::vector<std::unique_ptr<Transfer>> reads_;
    std::deque<pos::Bytes> unread_;
    std::size_t unread_bytes_{0};
    std::optional<Error> read_error_;
    std::optional<std::stop_callback<std::function<void()>>> on_stop_;
};

std::expected<void, Error> claim(libusb_device_handle* handle, const UsbDevice& device,
                                 const UsbInterface& interface) {
    // Not possible on every system; then the claim says that the interface is in use.
    libusb_set_auto_detach_kernel_driver(handle, 1);
    int code = libusb_claim_interface(handle, interface.number);
    if (code == 0 && interface.alternate != 0)
        code = libusb_set_interface_alt_setting(handle, interface.number, interface.alternate);
    if (code == 0) return {};
    Error error = usb_error(code);
    if (error.fault == Fault::in_use) error.detail = holder_of(node_of(device));
    return std::unexpected{std::move(error)};
}

/// Opens the first device that `is_meant` accepts.
template <class IsMeant>
std::expected<std::unique_ptr<Pipe>, Error> open_first(IsMeant&& is_meant, const UsbWanted& wanted,
                                                       std::stop_token stop) {
    if (stop.stop_requested()) return std::unexpected{Error{Fault::cancelled, {}}};
    auto context = open_usb_library();
    if (!context) return std::unexpected{context.error()};
    auto refs = devices_of(context->get());
    if (!refs) return std::unexpected{refs.error()};
    Error why{Fault::not_found, {}};
    for (const auto& ref : *refs) {
        UsbDevice device = describe_device(ref.get());
        if (is_hub(device) || !is_meant(device)) continue;
        const UsbInterface* interface = find_interface(device, wanted);
        if (interface == nullptr) {
            why = {Fault::not_possible, "it has no such interface"};
            continue;
        }
        libusb_device_handle* raw = nullptr;
        if (const int code = libusb_open(ref.get(), &raw); code != 0)
            return std::unexpected{usb_error(code)};
        HandleRef handle{raw};
        if (auto claimed = claim(raw, device, *interface); !claimed)
            return std::unexpected{claimed.error()};
        UsbInterface taken = *interface;
        refs->clear();
        return std::make_unique<UsbPipe>(std::move(*context), std::move(handle), std::move(device),
                                         std::move(taken), std::move(stop));
    }
    return std::unexpected{why};
}

}  // namespace

std::expected<std::unique_ptr<Pipe>, Error> open_usb(const UsbDevice& device,
                                                     const UsbWanted& wanted,
                                                     std::stop_token stop) {
    return open_first(
        [&](const UsbDevice& each) {
            return each.bus == device.bus && each.number == device.number &&
                   each.vendor == device.vendor && each.product == device.product;
        },
        wanted, std::move(stop));
}

std::expected<std::unique_ptr<Pipe>, Error> open_usb(const UsbAddress& address,
                                                     const UsbWanted& wanted,
                                                     std::stop_token stop) {
    return open_first([&](const UsbDevice& each) { return fits(address, each); }, wanted,
                      std::move(stop));
}

std::expected<std::vector<UsbDevice>, Error> list_usb() {
    auto context = open_usb_library();
    if (!context) return std::unexpected{context.error()};
    auto refs = devices_of(context->get());
    if (!refs) return std::unexpected{refs.error()};
    std::vector<UsbDevice> devices;
    for (const auto& ref : *refs) {
        UsbDevice device = describe_device(ref.get());
        if (!is_hub(device)) devices.push_back(std::move(device));
    }
    std::ranges::sort(devices, {},
                      [](const UsbDevice& each) { return std::pair{each.bus, each.port}; });
    return devices;
}

}  // namespace drivers::transport
