// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/transport/transport_bar.h"

#include "widgets/lanes/coordinates.h"
#include "widgets/theme/number_text.h"
#include "widgets/transport/playback.h"
#include "widgets/transport/transport_icons.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QResizeEvent>
#include <QSignalBlocker>
#include <QSlider>
#include <QToolButton>

namespace lab::widgets {

namespace {

constexpr int kScrubSteps = 10'000;

constexpr double kSlowestEvent = 2; // seconds
constexpr double kQuickestEvent = 0.2;
constexpr double kEventStep = 0.1;

QString scaleText(double scale)
{
    return QObject::tr("1 : %1").arg(grouped(static_cast<std::int64_t>(scale)));
}

QString timeText(const QString& time, const QString& duration)
{
    return QObject::tr("%1 / %2").arg(time, duration);
}

// What an item of the speeds stands for: its kind, or the scale of an even one.
constexpr double kAuto = 0;
constexpr double kAFew = -1;
constexpr double kThrough = -2;

double codeOf(const Speed& speed)
{
    switch (speed.kind) {
    case Speed::Kind::Auto:
        return kAuto;
    case Speed::Kind::AFew:
        return kAFew;
    case Speed::Kind::Through:
        return kThrough;
    case Speed::Kind::Evenly:
        break;
    }
    return speed.scale;
}

Speed speedOf(double code)
{
    if (code > 0)
        return {Speed::Kind::Evenly, code};
    return {code == kAuto ? Speed::Kind::Auto : code == kAFew ? Speed::Kind::AFew : Speed::Kind::Through};
}

} // namespace

TransportBar::TransportBar(QWidget* parent)
    : QFrame(parent), m_run(new QPushButton(this)), m_live(new QPushButton(tr("Live"), this)),
      m_back(addTool(TransportIcon::StepBack, tr("Step back"), tr("Previous event (J)"))),
      m_pause(addTool(TransportIcon::Play, tr("Play or pause"), tr("Play or pause the replay (K)"))),
      m_forward(addTool(TransportIcon::StepForward, tr("Step forward"), tr("Next event (L)"))),
      m_sweep(new QPushButton(tr("Sweep"), this)), m_sweeps(new QMenu(this)),
      m_scrub(new QSlider(Qt::Horizontal, this)), m_time(new QLabel(this)), m_speed(new QComboBox(this)),
      m_eventSeconds(new QSlider(Qt::Horizontal, this)), m_export(new QPushButton(tr("Export slide"), this)),
      m_present(new QPushButton(tr("Present"), this))
{
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    m_run->setProperty("primary", true);
    m_live->setCheckable(true);
    m_sweep->setProperty("menu", true);
    m_speed->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_live->setToolTip(tr("Repeat until stopped, with the recorder on; parameters may be changed meanwhile"));
    m_sweep->setMenu(m_sweeps);
    m_sweep->setToolTip(tr("Measure over a range of workers or of work"));
    m_scrub->setRange(0, kScrubSteps);
    m_scrub->setAccessibleName(tr("Instant of the replay"));
    m_scrub->setMinimumWidth(60);
    m_time->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_speed->setAccessibleName(tr("Speed of the replay"));
    m_export->setToolTip(tr("Save a slide as PNG, SVG or PDF (Ctrl+E)"));
    m_present->setToolTip(tr("Full screen with large type (F5)"));
    m_eventSeconds->setRange(static_cast<int>(kQuickestEvent / kEventStep + 0.5),
                             static_cast<int>(kSlowestEvent / kEventStep + 0.5));
    m_eventSeconds->setValue(static_cast<int>(Speed{}.eventSeconds / kEventStep + 0.5));
    m_eventSeconds->setFixedWidth(72);
    m_eventSeconds->setAccessibleName(tr("How long each event lasts"));
    m_eventSeconds->setFocusPolicy(Qt::TabFocus);
    fillSpeeds();
    layOut();
    fitWidth();

    connect(m_run, &QPushButton::clicked, this, &TransportBar::runRequested);
    connect(m_live, &QPushButton::clicked, this, &TransportBar::liveRequested);
    connect(m_back, &QToolButton::clicked, this, [this] { Q_EMIT stepRequested(-1); });
    connect(m_forward, &QToolButton::clicked, this, [this] { Q_EMIT stepRequested(1); });
    connect(m_pause, &QToolButton::clicked, this, &TransportBar::pauseRequested);
    connect(m_scrub, &QSlider::valueChanged, this,
            [this](int value) { Q_EMIT scrubbed(static_cast<double>(value) / kScrubSteps); });
    connect(m_speed, &QComboBox::activated, this, &TransportBar::chooseSpeed);
    connect(m_eventSeconds, &QSlider::valueChanged, this, &TransportBar::chooseSpeed);
    connect(m_export, &QPushButton::clicked, this, &TransportBar::exportRequested);
    connect(m_present, &QPushButton::clicked, this, &TransportBar::presentRequested);
}

QToolButton* TransportBar::addTool(TransportIcon icon, const QString& name, const QString& tip)
{
    auto* button = new QToolButton(this);
    button->setIcon(transportIcon(icon));
    button->setIconSize(QSize(16, 16));
    button->setProperty("icon", true);
    button->setAccessibleName(name);
    button->setToolTip(tip);
    button->setAutoRepeat(true);
    return button;
}

void TransportBar::fillSpeeds()
{
    m_speed->addItem(tr("Auto"), kAuto);
    m_speed->addItem(tr("By events: a few"), kAFew);
    m_speed->addItem(tr("By events: all"), kThrough);
    for (const double scale : Playback::timeScales())
        m_speed->addItem(scaleText(scale), scale);
    m_speed->setToolTip(tr("Slow motion: how long one second of the recording lasts, or from event to event, "
                           "each of which lasts equally long"));
}

void TransportBar::chooseSpeed()
{
    Speed speed = speedOf(m_speed->currentData().toDouble());
    speed.eventSeconds = m_eventSeconds->value() * kEventStep;
    Q_EMIT speedChosen(speed);
}

void TransportBar::layOut()
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 8);
    layout->setSpacing(6);
    for (QWidget* widget :
         std::initializer_list<QWidget*>{m_run, m_live, m_back, m_pause, m_forward, m_sweep})
        layout->addWidget(widget);
    layout->addWidget(m_scrub, 1);
    layout->addWidget(m_time);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_speed, m_eventSeconds, m_export, m_present})
        layout->addWidget(widget);
}

void TransportBar::setSweeps(const std::vector<scenario::Sweep>& sweeps)
{
    m_sweeps->clear();
    for (const scenario::Sweep& sweep : sweeps) {
        const QString key = QString::fromStdString(sweep.key);
        m_sweeps->addAction(QString::fromStdString(sweep.label), this,
                            [this, key] { Q_EMIT sweepRequested(key); });
    }
    m_sweeps->addSeparator();
    m_sweeps->addAction(tr("Another range…"), this, &TransportBar::ownSweepRequested);
    m_sweep->setEnabled(true);
}

QString TransportBar::runText(bool running) const
{
    if (m_room == Room::Wide)
        return running ? tr("■ Stop (Space)") : tr("▶ Run (Space)");
    return running ? tr("■ Stop") : tr("▶ Run");
}

void TransportBar::setRunning(bool running, bool live)
{
    m_running = running;
    m_run->setText(runText(running));
    m_run->setToolTip(running ? tr("Stop measuring; results so far are kept") : tr("Measure and show"));
    m_live->setChecked(running && live);
    m_sweep->setEnabled(!running && !m_sweeps->isEmpty());
}

void TransportBar::useRoom(Room room)
{
    m_room = room;
    const bool wide = room == Room::Wide;
    m_speed->setMinimumContentsLength(room <= Room::Middle ? 13 : 7);
    m_time->setVisible(wide);
    m_eventSeconds->setVisible(wide && m_byEvents);
    m_export->setText(wide ? tr("Export slide") : tr("Export"));
    for (QWidget* widget : std::initializer_list<QWidget*>{m_live, m_export, m_present})
        widget->setVisible(room != Room::Tiny);
    m_run->setMinimumWidth(0);
    int widest = 0;
    for (const bool running : {true, false}) {
        m_run->setText(runText(running));
        widest = std::max(widest, m_run->sizeHint().width());
    }
    m_run->setMinimumWidth(widest);
    setRunning(m_running, m_live->isChecked());
}

void TransportBar::fitWidth()
{
    const QString longest = formatTime(888'880);
    m_time->setMinimumWidth(m_time->fontMetrics().horizontalAdvance(timeText(longest, longest)));
    useRoom(Room::Tiny);
    setMinimumWidth(layout()->minimumSize().width());
    for (const Room room : {Room::Wide, Room::Middle, Room::Narrow, Room::Tiny}) {
        useRoom(room);
        if (layout()->minimumSize().width() <= width())
            return;
    }
}

void TransportBar::resizeEvent(QResizeEvent* event)
{
    QFrame::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        fitWidth();
}

void TransportBar::showPlayback(const Playback& playback, bool hasCapture, bool hasPicture)
{
    for (QWidget* widget : std::initializer_list<QWidget*>{m_back, m_pause, m_forward, m_scrub})
        widget->setEnabled(hasCapture);
    m_export->setEnabled(hasPicture);
    if (m_playing != playback.playing()) {
        m_playing = playback.playing();
        showIcons();
    }
    const QSignalBlocker quiet(m_scrub);
    const double duration = playback.duration();
    m_scrub->setValue(duration > 0 ? static_cast<int>(playback.time() / duration * kScrubSteps) : 0);
    m_time->setText(hasCapture ? timeText(formatTime(playback.time()), formatTime(duration)) : QString());
    showSpeed(playback, hasCapture);
}

void TransportBar::showSpeed(const Playback& playback, bool hasCapture)
{
    const QSignalBlocker quiet(m_speed);
    const QSignalBlocker quietToo(m_eventSeconds);
    const Speed& speed = playback.speed();
    const QString automatic = playback.pace() ? tr("Auto: by events")
                              : hasCapture    ? tr("Auto %1").arg(scaleText(playback.timeScale()))
                                              : tr("Auto");
    m_speed->setItemText(0, speed.kind == Speed::Kind::Auto ? automatic : tr("Auto"));
    m_speed->setCurrentIndex(m_speed->findData(codeOf(speed)));
    m_eventSeconds->setValue(static_cast<int>(speed.eventSeconds / kEventStep + 0.5));
    m_eventSeconds->setToolTip(tr("Each event lasts %1 s").arg(speed.eventSeconds, 0, 'f', 1));
    const bool byEvents = playback.pace() != nullptr;
    if (m_byEvents == byEvents)
        return;
    m_byEvents = byEvents;
    fitWidth();
}

void TransportBar::showIcons()
{
    m_back->setIcon(transportIcon(TransportIcon::StepBack));
    m_forward->setIcon(transportIcon(TransportIcon::StepForward));
    m_pause->setIcon(transportIcon(m_playing ? TransportIcon::Pause : TransportIcon::Play));
}

void TransportBar::changeEvent(QEvent* event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        showIcons();
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fitWidth();
}

} // namespace lab::widgets
