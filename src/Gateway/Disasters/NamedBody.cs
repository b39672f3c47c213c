namespace Gateway.Disasters;

/// <summary>What became of it that a body was to be listed first, or not any more.</summary>
internal enum NamedBody
{
    /// <summary>So it is.</summary>
    Done,

    /// <summary>There is no such disaster in this organisation, or it does not hold any more.</summary>
    NotFound,

    /// <summary>As many as may be are listed first already.</summary>
    TooMany,
}
