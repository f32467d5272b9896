// Goal: how long a scan takes from the wire into the cart, and that none of a minute's scans is
// lost on the way. Method: an emulated scanner on a made-up USB bus, the real driver, the real shop
// and the till's own decisions, without drawing. The time is printed and not judged: machines
// differ.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <mutex>

#include "app/core/bench/goods.hpp"
#include "app/core/bench/shop.hpp"
#include "app/core/register_service.hpp"
#include "app/core/scanner_setup.hpp"
#include "app/till/shell/shell.hpp"
#include "app/till/store_link.hpp"
#include "app/till/ui/assets.hpp"
#include "drivers/scanner/emulator/usb/usb_scanner.hpp"
#include "drivers/scanner/scanners.hpp"
#include "drivers/transport/emulator/usb_bus.hpp"
#include "tests/support/temp_dir.hpp"
#include "tests/support/usb_main.hpp"

namespace bench = app::core::bench;
using namespace std::chrono_literals;
using drivers::scanner::Language;
using drivers::scanner::emulator::UsbScanner;
using Clock = std::chrono::steady_clock;

int main(int argc, char** argv) {
    return test::run_tests_with_made_up_usb(argc, argv);
}

namespace {

constexpr std::size_t kGoods = 10'000;
constexpr const char* kPort = "1-1";

template <class T>
T value(app::core::Outcome<T> made) {
    if (!made) throw std::runtime_error(made.error().words);
    return std::move(*made);
}

/// A till whose window nobody opened: its decisions, its shop and its scanners.
class Till {
public:
    Till() {
        auto store = value(bench::make_shop(folder_.file("shop.db"), random_));
        const auto put = bench::put_goods(*store, 0, kGoods, random_);
        if (!put) throw std::runtime_error(put.error().words);
        shop_ = std::make_unique<app::core::ShopState>(
            value(app::core::read_shop(store->reader(), store->journal(), {})));
        model_ = std::make_unique<till::shell::Model>(pos::sale::Register{
            app::core::register_setup(shop_->settings, shop_->journal), shop_->opening});
        const pos::store::StoreOptions options{.program = "bench", .auto_checkpoint = false};
        auto thread = pos::store::StoreThread::start(std::move(store), options, {});
        if (!thread) throw std::runtime_error("the shop cannot be opened");
        thread_ = std::move(*thread);
        link_ = std::make_unique<till::StoreLink>(
            *thread_, *shop_, [this](till::shell::Action action) { post(std::move(action)); });
        carry_out(till::shell::start(*model_, context()));
        act(till::opening::Action{till::opening::Prompted{till::prompt::Typed{"0"}}});
        act(till::opening::Action{till::opening::Prompted{till::prompt::Confirmed{}}});
        run_until([this] { return model_->screen == till::shell::Screen::sell; });
        scanners_ = std::make_unique<drivers::scanner::Scanners>(
            value(app::core::scanner_options({}, {})),
            [this](std::string code) { post(till::shell::Scanned{std::move(code)}); },
            [this](std::vector<drivers::scanner::ScannerStatus> all) {
                post(till::shell::ScannersChanged{std::move(all)});
            });
        run_until([this] {
            return std::ranges::any_of(model_->scanners, [](const auto& one) {
                return one.state == drivers::scanner::ScannerState::ready;
            });
        });
    }
    ~Till() {
        scanners_.reset();
        thread_.reset();
    }

    /// In the cart so far, in millionths of a piece.
    std::int64_t pieces() const {
        std::int64_t sum = 0;
        for (const auto& line : lines()) sum += line.quantity.millionths;
        return sum;
    }
    const std::vector<pos::sale::CartLine>& lines() const {
        return model_->cash_register.state().cart.lines;
    }
    /// The cart is paid and the next one begins.
    void sell() {
        act(till::sell::Action{till::sell::Pressed{till::sell::Key::exact_cash}});
        run_until([this] { return lines().empty(); });
    }

    /// Does what comes in until then.
    template <class Condition>
    void run_until(Condition condition) {
        const auto end = Clock::now() + 60s;
        while (!condition()) {
            std::unique_lock lock{mutex_};
            if (!news_.wait_until(lock, end, [this] { return !inbox_.empty(); })) {
                throw std::runtime_error("nothing came for a minute");
            }
            auto action = std::move(inbox_.front());
            inbox_.pop_front();
            lock.unlock();
            act(action);
        }
    }

private:
    void post(till::shell::Action action) {
        const std::scoped_lock lock{mutex_};
        inbox_.push_back(std::move(action));
        news_.notify_one();
    }
    till::shell::Context context() {
        return {{bench::kOpening, shop_->zone.local(bench::kOpening)}, random_, texts_, locale_};
    }
    void act(const till::shell::Action& action) {
        carry_out(till::shell::update(*model_, action, context()));
    }
    void carry_out(const till::shell::Effects& effects) {
        for (const auto& effect : effects) {
            if (const auto* find = std::get_if<till::shell::FindCode>(&effect)) {
                link_->find_code(*find, shop_->zone.local(bench::kOpening));
            } else if (const auto* told = std::get_if<pos::sale::Effect>(&effect)) {
                const auto* store = std::get_if<pos::sale::Store>(told);
                if (store == nullptr) continue;
                link_->store(*store, app::core::batch_of(*store, model_->cash_register),
                             bench::kOpening, [] {});
            }
        }
    }

    test::TempDir folder_;
    bench::Seeded random_{1};
    till::ui::Texts texts_{till::ui::Assets{}.texts("en").value()};
    pos::locale::Locale locale_{pos::locale::Locale::open("en-GB").value()};
    std::mutex mutex_;
    std::condition_variable news_;
    std::deque<till::shell::Action> inbox_;
    std::unique_ptr<app::core::ShopState> shop_;
    std::unique_ptr<till::shell::Model> model_;
    std::unique_ptr<pos::store::StoreThread> thread_;
    std::unique_ptr<till::StoreLink> link_;
    std::unique_ptr<drivers::scanner::Scanners> scanners_;
};

drivers::transport::emulator::UsbBus& bus() {
    static drivers::transport::emulator::UsbBus one;
    return one;
}

}  // namespace

TEST(Scan, from_the_wire_into_the_cart) {
    UsbScanner scanner{Language::pos, "S1"};
    bus().plug(scanner, {.port = kPort});
    {
        Till till;
        constexpr std::size_t kScans = 1'000;
        constexpr std::size_t kCartLines = 50;
        std::vector<double> times_ms;
        std::vector<double> first_ms;  // of a cart: it follows the writing of the sale before
        for (std::size_t scan = 0; scan < kScans; ++scan) {
            if (till.lines().size() == kCartLines) till.sell();
            const std::size_t before = till.lines().size();
            const auto from = Clock::now();
            scanner.scan("]E0" + bench::goods(scan * 17 % kGoods).barcode);
            bus().changed(kPort);
            till.run_until([&] { return till.lines().size() == before + 1; });
            const std::chrono::duration<double, std::milli> took = Clock::now() - from;
            (before == 0 ? first_ms : times_ms).push_back(took.count());
        }
        std::ranges::sort(times_ms);
        std::ranges::sort(first_ms);
        std::printf(
            "scan on the wire -> line in the cart, %zu scans, carts of %zu lines: "
            "p50 %.2f ms, p99 %.2f ms; first of a cart: p50 %.2f ms, most %.2f ms\n",
            kScans, kCartLines, times_ms[times_ms.size() / 2], times_ms[times_ms.size() * 99 / 100],
            first_ms[first_ms.size() / 2], first_ms.back());
    }
    bus().unplug(kPort);
}

TEST(Scan, a_minute_of_fifty_a_second_all_in_the_cart_in_order) {
    UsbScanner scanner{Language::pos, "S1"};
    bus().plug(scanner, {.port = kPort});
    {
        Till till;
        // 3,000 scans of 60 goods, each fifty times running: a line of fifty each.
        constexpr std::size_t kLines = 60;
        constexpr std::size_t kTimes = 50;
        std::vector<std::string> barcodes;
        for (std::size_t at = 0; at < kLines; ++at) {
            barcodes.push_back(bench::goods(at).barcode);
            for (std::size_t time = 0; time < kTimes; ++time) scanner.scan(barcodes.back());
        }
        const auto from = Clock::now();
        bus().changed(kPort);
        till.run_until([&] { return till.pieces() >= pos::pieces(kLines * kTimes).millionths; });
        const std::chrono::duration<double> took = Clock::now() - from;
        std::printf("%zu scans in %.1f s\n", kLines * kTimes, took.count());
        ASSERT_EQ(till.lines().size(), kLines);
        for (std::size_t at = 0; at < kLines; ++at) {
            EXPECT_EQ(till.lines()[at].barcode, barcodes[at]);
            EXPECT_EQ(till.lines()[at].quantity, pos::pieces(kTimes));
        }
    }
    bus().unplug(kPort);
}
