// Goal: what is handed to the store's thread is written in order and once, carts behind it and
// gathered; after a write that failed it goes on; questions are answered while it writes; a later
// search takes the place of an earlier.
// Method: shops on both engines; threads are held at chosen points by questions that wait. No
// sleeps: delays are an hour. What a failing disk does to it stands in tests/faults.
#include "pos/store/store_thread.hpp"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <array>
#include <atomic>
#include <filesystem>
#include <future>
#include <latch>
#include <vector>

#include "pos/store/db/sqlite_connection.hpp"
#include "tests/contract/store/shop.hpp"

namespace {

using namespace pos::store;
using namespace pos::journal;
using namespace std::chrono_literals;
using test::pounds;

/// An answer to wait for.
template <class T>
class Awaited {
public:
    OnAnswer<T> callback() {
        return [promise = promise_](T answer) { promise->set_value(std::move(answer)); };
    }
    T get() { return promise_->get_future().get(); }

private:
    std::shared_ptr<std::promise<T>> promise_ = std::make_shared<std::promise<T>>();
};

/// Keeps a thread where it is until it is let go. What is sold or searched passes what waits, so
/// whoever fills a queue behind it first waits until it is here.
class Hold {
public:
    void here() {
        here_.count_down();
        go_on_.wait();
    }
    void wait_until_here() { here_.wait(); }
    void let_go() { go_on_.count_down(); }

private:
    std::latch here_{1};
    std::latch go_on_{1};
};

class StoreThreads : public test::EitherShop {
protected:
    void start() {
        auto started = StoreThread::start(std::move(store_), options_,
                                          {.cart_sync_delay = 1h, .retry_delay = 1h});
        ASSERT_TRUE(started) << started.error().cause.text;
        thread_ = std::move(*started);
    }
    Batch sale(const std::string& goods) {
        Batch batch;
        batch.events.push_back(SaleCompleted{ticket({{goods, "D1"}})});
        return batch;
    }
    pos::sale::Cart cart(std::string note) {
        pos::sale::Cart made;
        made.sale = new_id();
        made.note = std::move(note);
        return made;
    }
    /// The batch that stores the ticket and drops the cart it was made of.
    static Batch paying(const pos::sale::Cart& cart, SaleRecord record) {
        Batch batch;
        batch.events.push_back(SaleCompleted{std::move(record)});
        batch.carts.push_back(drop_of(cart.sale));
        return batch;
    }
    template <class Ask>
    auto ask(Ask question) {
        Awaited<decltype(question(std::declval<Reader&>()))> answer;
        thread_->look_up([on_answer = answer.callback(), &question](Reader& reader) mutable {
            on_answer(question(reader));
        });
        return answer.get();
    }
    int cart_rows() {
        return ask([](Reader& reader) {
            return reader.connection().value<int>("SELECT count(*) FROM cart")->value_or(-1);
        });
    }
    pos::sale::Cart open_cart() {
        auto carts = ask([](Reader& reader) { return read_carts(reader.connection()); });
        EXPECT_TRUE(carts);
        EXPECT_EQ(carts->open.size(), 1U);
        return carts && !carts->open.empty() ? carts->open.front() : pos::sale::Cart{};
    }
    Answer<void> flush() {
        Awaited<Answer<void>> done;
        thread_->flush(done.callback());
        return done.get();
    }
    void put_items(int count) {
        ASSERT_TRUE(store_->change_catalogue(
            [&](CatalogueWriter& writer) -> Answer<void> {
                for (int i = 0; i < count; ++i) {
                    pos::catalog::Item item;
                    item.number = std::to_string(i);
                    item.id = item_id(item.number);
                    item.name = "Brown bread number " + item.number;
                    item.price = pos::unit_price(pounds(i));
                    if (auto done = writer.put(item); !done) return store_error(done.error());
                }
                return {};
            },
            Batch{}, now_));
    }

    std::unique_ptr<StoreThread> thread_;
};

TEST_P(StoreThreads, AnswersBatchesInTheirOrder) {
    open_shift();
    start();
    std::vector<std::string> numbers;
    for (int i = 0; i < 20; ++i) {
        thread_->append(sale("Tea"), tick(), [&](Answer<Stored> stored) {
            numbers.push_back(stored ? stored->events.front().number : "failed");
        });
    }
    ASSERT_TRUE(flush());
    ASSERT_EQ(numbers.size(), 20U);
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        EXPECT_EQ(numbers[i].substr(numbers[i].size() - 2),
                  (i < 9 ? "0" : "") + std::to_string(i + 1));
    }
    const auto last = ask([&](Reader& reader) { return reader.receipt("B01-T1-000020"); });
    EXPECT_TRUE(last && *last);
}

TEST_P(StoreThreads, FinishesWhatItWasGivenBeforeItEnds) {
    open_shift();
    start();
    std::atomic<int> answers{0};
    for (int i = 0; i < 10; ++i) {
        thread_->append(sale("Tea"), tick(),
                        [&](const Answer<Stored>& s) { answers += s ? 1 : 0; });
    }
    const auto kept = cart("the last words");
    thread_->save_cart(save_of(kept, CartState::open));
    thread_.reset();
    EXPECT_EQ(answers, 10);
    open();
    EXPECT_EQ(read_carts(store_->reader().connection()).value().open, std::vector{kept});
}

TEST_P(StoreThreads, GathersTheChangesOfACart) {
    start();
    std::latch held{1};
    std::int64_t before = 0;
    std::int64_t after = 0;
    const auto changes = [&](Store& store) {
        return is_sqlite()
                   ? sqlite3_total_changes64(
                         static_cast<db::SqliteConnection&>(store.reader().connection()).handle())
                   : 0;
    };
    thread_->write([&](Store& store) {
        held.wait();
        before = changes(store);
    });
    auto growing = cart("");
    for (int i = 0; i < 100; ++i) {
        growing.note += 'x';
        thread_->save_cart(save_of(growing, CartState::open));
    }
    held.count_down();
    ASSERT_TRUE(flush());
    thread_->write([&](Store& store) { after = changes(store); });
    ASSERT_TRUE(flush());
    EXPECT_EQ(cart_rows(), 1);
    EXPECT_EQ(open_cart(), growing);
    if (is_sqlite()) {
        EXPECT_EQ(after - before, 1);
    }
}

TEST_P(StoreThreads, WritesACartAtOnce) {
    start();
    const auto kept = cart("now");
    thread_->save_cart(save_of(kept, CartState::open));
    while (cart_rows() == 0) std::this_thread::yield();
    EXPECT_EQ(open_cart(), kept);
}

TEST_P(StoreThreads, NeverBringsAPaidCartBack) {
    open_shift();
    start();
    const auto paid = cart("paid");
    thread_->save_cart(save_of(paid, CartState::open));
    Batch batch = sale("Tea");
    batch.carts.push_back(drop_of(paid.sale));
    Awaited<Answer<Stored>> stored;
    thread_->append(std::move(batch), tick(), stored.callback());
    ASSERT_TRUE(stored.get());
    ASSERT_TRUE(flush());
    EXPECT_EQ(cart_rows(), 0);
}

TEST_P(StoreThreads, KeepsTheCartOfASaleThatFailed) {
    open_shift();
    const SaleRecord record = ticket({{"Tea", "D1"}});
    sell(record);
    start();
    const auto unpaid = cart("unpaid");
    thread_->save_cart(save_of(unpaid, CartState::open));
    Batch batch;
    batch.events.push_back(SaleCompleted{record});  // its id is taken: the write fails
    batch.carts.push_back(drop_of(unpaid.sale));
    Awaited<Answer<Stored>> stored;
    thread_->append(std::move(batch), tick(), stored.callback());
    EXPECT_EQ(stored.get().error().kind, StoreErrorKind::failed);
    ASSERT_TRUE(flush());  // the shop was opened again
    EXPECT_EQ(open_cart(), unpaid);
    Awaited<Answer<Stored>> again;
    thread_->append(sale("Tea"), tick(), again.callback());
    EXPECT_EQ(again.get().value().events.front().number, "B01-T1-000002");
}

TEST_P(StoreThreads, NeverBringsBackACartThatASaleBehindAFailedOnePaid) {
    open_shift();
    const SaleRecord record = ticket({{"Tea", "D1"}});
    sell(record);
    start();
    Hold held;
    thread_->write([&](Store&) { held.here(); });
    held.wait_until_here();
    const auto paid = cart("paid");
    thread_->save_cart(save_of(paid, CartState::open));
    Awaited<Answer<Stored>> failed, stored;
    thread_->append(paying(paid, record), tick(), failed.callback());
    thread_->append(paying(paid, ticket({{"Tea", "D1"}})), tick(), stored.callback());
    held.let_go();
    EXPECT_FALSE(failed.get());
    EXPECT_TRUE(stored.get());
    ASSERT_TRUE(flush());
    EXPECT_EQ(cart_rows(), 0);
}

/// Makes the next write of a cart wait for `go_on` and fail.
struct FailingCartWrite {
    std::latch entered{1};
    std::latch go_on{1};

    void arm(Store& store) {
        auto* database = static_cast<db::SqliteConnection&>(store.reader().connection()).handle();
        const auto wait_and_fail = [](sqlite3_context* context, int, sqlite3_value**) {
            auto& self = *static_cast<FailingCartWrite*>(sqlite3_user_data(context));
            self.entered.count_down();
            self.go_on.wait();
            sqlite3_result_error(context, "no", -1);
        };
        EXPECT_EQ(sqlite3_create_function(database, "wait_and_fail", 0, SQLITE_UTF8, this,
                                          wait_and_fail, nullptr, nullptr),
                  SQLITE_OK);
        EXPECT_EQ(sqlite3_exec(database,
                               "CREATE TEMP TRIGGER trouble BEFORE INSERT ON main.cart "
                               "BEGIN SELECT wait_and_fail(); END",
                               nullptr, nullptr, nullptr),
                  SQLITE_OK)
            << sqlite3_errmsg(database);
    }
};

TEST_P(StoreThreads, NeverBringsBackACartThatWasPaidWhileItWasWritten) {
    if (!is_sqlite()) GTEST_SKIP() << "holds the write with a function of SQLite's";
    open_shift();
    start();
    FailingCartWrite trouble;
    thread_->write([&](Store& store) { trouble.arm(store); });
    const auto paid = cart("paid");
    thread_->save_cart(save_of(paid, CartState::open));
    trouble.entered.wait();
    Awaited<Answer<Stored>> stored;
    thread_->append(paying(paid, ticket({{"Tea", "D1"}})), tick(), stored.callback());
    trouble.go_on.count_down();
    EXPECT_TRUE(stored.get());
    ASSERT_TRUE(flush());
    EXPECT_EQ(cart_rows(), 0);
}

TEST_P(StoreThreads, KeepsTheNewestOfACartWhoseSalesWereRefused) {
    open_shift();
    const SaleRecord record = ticket({{"Tea", "D1"}});
    sell(record);
    start();
    Hold held;
    thread_->write([&](Store&) { held.here(); });
    held.wait_until_here();
    auto unpaid = cart("");
    std::array<Awaited<Answer<Stored>>, 3> answers;
    for (auto& answer : answers) {
        unpaid.note += 'x';
        thread_->save_cart(save_of(unpaid, CartState::open));
        thread_->append(paying(unpaid, record), tick(), answer.callback());
    }
    const auto elsewhere = options_.key_file + ".elsewhere";
    std::filesystem::rename(options_.key_file, elsewhere);  // it cannot be opened again
    held.let_go();
    for (auto& answer : answers) EXPECT_FALSE(answer.get());
    std::filesystem::rename(elsewhere, options_.key_file);
    Awaited<std::expected<void, OpenError>> reopened;
    thread_->reopen(tick(), reopened.callback());
    ASSERT_TRUE(reopened.get());
    ASSERT_TRUE(flush());
    EXPECT_EQ(open_cart(), unpaid);
}

TEST_P(StoreThreads, TellsOfTroubleUntilSomethingCouldBeWritten) {
    open_shift();
    const SaleRecord record = ticket({{"Tea", "D1"}});
    sell(record);
    start();
    Awaited<std::optional<StoreTrouble>> told, well;
    int calls = 0;
    thread_->watch([&](const std::optional<StoreTrouble>& trouble) {
        if (++calls == 1) told.callback()(trouble);
        if (!trouble) well.callback()(trouble);
    });
    Batch batch;
    batch.events.push_back(SaleCompleted{record});
    Awaited<Answer<Stored>> stored;
    thread_->append(std::move(batch), tick(), stored.callback());
    EXPECT_FALSE(stored.get());
    const auto trouble = told.get();
    ASSERT_TRUE(trouble);
    EXPECT_EQ(trouble->write.kind, StoreErrorKind::failed);
    EXPECT_FALSE(trouble->in_doubt);
    Awaited<std::expected<void, OpenError>> reopened;
    thread_->reopen(tick(), reopened.callback());
    EXPECT_TRUE(reopened.get());
    EXPECT_FALSE(well.get());  // a trial write was taken
    thread_.reset();
    open();
    EXPECT_EQ(*store_->reader().connection().value<int>("SELECT count(*) FROM cart"), 0);
}

TEST_P(StoreThreads, MayBeOpenedWhenItIsOpen) {
    start();
    Awaited<std::expected<void, OpenError>> reopened;
    thread_->reopen(tick(), reopened.callback());
    EXPECT_TRUE(reopened.get());
    EXPECT_TRUE(flush());
}

TEST_P(StoreThreads, LetsSalesPassOtherWriting) {
    open_shift();
    start();
    Hold held;
    std::string order;
    thread_->write([&](Store&) { held.here(); });
    held.wait_until_here();
    thread_->write([&](Store&) { order += 'w'; });
    thread_->append(sale("Tea"), tick(), [&](const Answer<Stored>& s) { order += s ? 's' : '!'; });
    held.let_go();
    ASSERT_TRUE(flush());
    EXPECT_EQ(order, "sw");
}

TEST_P(StoreThreads, LooksUpWhileItWritesAndReads) {
    put_items(3);
    start();
    std::latch held{1};
    thread_->write([&](Store&) { held.wait(); });
    thread_->read([&](Reader&) { held.wait(); });
    const auto item = ask([](Reader& reader) { return reader.catalogue().by_number("2"); });
    EXPECT_EQ((*item)->item.name, "Brown bread number 2");
    held.count_down();
    thread_.reset();  // before the latch that its threads wait for
}

TEST_P(StoreThreads, AnswersTheLastSearchAlone) {
    put_items(3);
    start();
    Hold held;
    thread_->read([&](Reader&) { held.here(); });
    held.wait_until_here();  // searches go before questions that wait
    Awaited<Answer<std::vector<StoredItem>>> first, second, third;
    thread_->search("number 0", 10, first.callback());
    thread_->search("number 1", 10, second.callback());
    thread_->search("number 2", 10, third.callback());
    held.let_go();
    EXPECT_EQ(first.get().error().kind, StoreErrorKind::cancelled);
    EXPECT_EQ(second.get().error().kind, StoreErrorKind::cancelled);
    const auto found = third.get();
    ASSERT_TRUE(found) << found.error().cause.text;
    ASSERT_EQ(found->size(), 1U);
    EXPECT_EQ(found->front().item.number, "2");
}

TEST_P(StoreThreads, AnswersEverySearchOnce) {
    put_items(500);
    start();
    std::atomic<int> found{0};
    std::atomic<int> cancelled{0};
    std::atomic<int> other{0};
    constexpr int kSearches = 300;
    for (int i = 0; i < kSearches; ++i) {
        thread_->search(
            i % 2 ? "bread" : "bro num", 20, [&](Answer<std::vector<StoredItem>> items) {
                if (items) {
                    ++found;
                } else {
                    ++(items.error().kind == StoreErrorKind::cancelled ? cancelled : other);
                }
            });
        if (i % 7 == 0) {
            EXPECT_EQ(cart_rows(), 0);
        }
    }
    Awaited<int> end;
    thread_->read([on_answer = end.callback()](Reader&) mutable { on_answer(0); });
    end.get();
    EXPECT_EQ(found + cancelled, kSearches);
    EXPECT_GE(found, 1);
    EXPECT_EQ(other, 0);
}

ON_EITHER_ENGINE(StoreThreads);

}  // namespace
