namespace Gateway.Simulators.Line;

/// <summary>How many pushes an account may still have delivered this month (Japan's calendar). Callers hold the account's lock.</summary>
internal sealed class LineQuota(TimeProvider time, int? monthly)
{
    private (int Year, int Month) _month;
    private int _used;

    /// <summary>Delivered this month.</summary>
    public int Used
    {
        get
        {
            Turn();
            return _used;
        }
    }

    /// <summary>Counts one; false when the month's number is used up.</summary>
    public bool Take()
    {
        Turn();
        if (_used >= monthly)
            return false;
        _used++;
        return true;
    }

    private void Turn()
    {
        var japan = time.GetUtcNow().ToOffset(TimeSpan.FromHours(9));
        if (_month == (japan.Year, japan.Month))
            return;
        (_month, _used) = ((japan.Year, japan.Month), 0);
    }
}
