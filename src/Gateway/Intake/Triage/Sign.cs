namespace Gateway.Intake.Triage;

/// <summary>What a word is to the rules, whatever the language. A word alone may grade nothing; several together may.</summary>
public enum Sign
{
    /// <summary>Says what its grade says; no rule asks for it.</summary>
    Says,

    /// <summary>A wish to die or to be gone.</summary>
    Wish,

    /// <summary>Dying as a bare word: meant, or an idiom.</summary>
    Die,

    /// <summary>A plan to die: said as such.</summary>
    Plan,

    /// <summary>Ending something: a life, or only the evening.</summary>
    End,

    /// <summary>A day or an hour to come.</summary>
    Date,

    /// <summary>From now on, in a moment.</summary>
    Soon,

    /// <summary>Now, just now.</summary>
    Moment,

    /// <summary>Decided, prepared, put in order.</summary>
    Ready,

    /// <summary>A good-bye.</summary>
    Farewell,

    /// <summary>Medicine.</summary>
    Medicine,

    /// <summary>Much of it.</summary>
    Much,

    /// <summary>It was taken.</summary>
    Took,

    /// <summary>It is to be taken.</summary>
    Take,

    /// <summary>It is at hand, kept, bought for it.</summary>
    Kept,

    /// <summary>A way of taking a life. None is in the public lexicon.</summary>
    Method,

    /// <summary>Hurting oneself.</summary>
    SelfHarm,

    /// <summary>Cut, without saying what.</summary>
    Cut,

    /// <summary>A part of the body.</summary>
    Body,

    /// <summary>Blood that flows.</summary>
    Blood,

    /// <summary>Being struck.</summary>
    Struck,

    /// <summary>Violence that goes on while one writes.</summary>
    Rage,

    /// <summary>Somebody who does not move or answer.</summary>
    Fallen,

    /// <summary>A call for help.</summary>
    Help,

    /// <summary>Hiding.</summary>
    Hiding,

    /// <summary>A parent, a relative.</summary>
    Kin,

    /// <summary>A husband, a wife, somebody one is together with.</summary>
    Partner,

    /// <summary>Somebody at school or at work.</summary>
    Peer,

    /// <summary>A child, an old parent: somebody in the writer's care.</summary>
    Dependent,

    /// <summary>Fear.</summary>
    Fear,

    /// <summary>Being watched and held on a short line.</summary>
    Control,

    /// <summary>Being touched.</summary>
    Touched,

    /// <summary>A wish to hurt somebody else.</summary>
    Harm,

    /// <summary>What much medicine or lost blood does: dizziness, numbness, sleep that comes by itself.</summary>
    Felt,

    /// <summary>A blade at hand.</summary>
    Blade,

    /// <summary>Something that flows, drips or does not stop, without saying what.</summary>
    Flows,

    /// <summary>What one does last at a high place: over the fence, the shoes off.</summary>
    Brink,

    /// <summary>Somebody who was heard of a moment ago and no longer answers.</summary>
    Silent,

    /// <summary>Leaving, said in a veil: logging out for good, no longer being there.</summary>
    Leaving,

    /// <summary>Alcohol, coffee: what else is drunk.</summary>
    Drink,

    /// <summary>A threat: what somebody said they will do to the writer.</summary>
    Threat,

    /// <summary>Something got for it, without a name: "the things I need".</summary>
    Tool,

    /// <summary>Waiting for it to happen.</summary>
    Waits,

    /// <summary>An ordinary reason to bleed or to take something: gums, the nose, a cold.</summary>
    Ailment,

    /// <summary>A knife, whoever has it.</summary>
    Knife,

    /// <summary>Held against the body, without saying what.</summary>
    Aimed,

    /// <summary>A child, an animal, one's things: put in somebody else's hands.</summary>
    Entrusted,

    /// <summary>"All that is left is to …".</summary>
    Remains,

    /// <summary>"Not today", "until then I go on as always": there is a day, and it is not today.</summary>
    NotYet,

    /// <summary>Out of doors, with nowhere to go.</summary>
    Outside,

    /// <summary>The middle of the night.</summary>
    Night,

    /// <summary>Who writes is a child or goes to school.</summary>
    Young,

    /// <summary>A high or lonely place, where one can fall.</summary>
    Edge,

    /// <summary>A day that says little alone: tomorrow, next month.</summary>
    Day,

    /// <summary>Somebody else than who writes.</summary>
    Other,

    /// <summary>It was long ago.</summary>
    Past,

    /// <summary>It is better now.</summary>
    Better,

    /// <summary>The words before it are denied.</summary>
    Not,

    /// <summary>A denial that is denied: it holds after all.</summary>
    NotNot,

    /// <summary>A turn of speech that contains a grave word and does not mean it.</summary>
    Idiom,

    /// <summary>A small cause, after which dying is a manner of speaking.</summary>
    Trifle,

    /// <summary>A question when.</summary>
    When,

    /// <summary>A question how, or by what.</summary>
    How,

    /// <summary>A resolve: "I will make it …".</summary>
    Will,

    /// <summary>An ordinary thing that ends: a working day, a series.</summary>
    Affair,

    /// <summary>A story, a song, a game.</summary>
    Story,

    /// <summary>Medicine as it should be taken.</summary>
    Prescribed,

    /// <summary>A greeting, an answer in one word: nothing can be judged by it.</summary>
    Greeting,
}
