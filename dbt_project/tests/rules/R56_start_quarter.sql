{{ config(meta={'rule': 'R56', 'dagster': {'ref': {'name': 'labour_market_entries'}}}) }}

-- Quarter by quarter: nobody is available before the quarter in which they start, and everyone is in it.
with judged as (
    select
        quarters.leaver_nr,
        quarters.schooljaar,
        bool_or(
            case
                when entries.start_kwartaal is null then true
                when quarters.kwartaal = try_cast(entries.start_kwartaal as int)
                    then quarters.arbeidsmarktstatus = 'niet beschikbaar'
                when quarters.kwartaal < coalesce(try_cast(entries.start_kwartaal as int), 9)
                    then quarters.arbeidsmarktstatus <> 'niet beschikbaar'
                else false
            end
        ) as is_wrong
    from {{ ref('leaver_quarters') }} as quarters
    semi join (
        select schooljaar
        from {{ ref('exit_quarters') }}
        where is_complete
    ) as complete
        on quarters.schooljaar = complete.schooljaar
    left join {{ ref('labour_market_entries') }} as entries on quarters.leaver_nr = entries.leaver_nr
    group by quarters.leaver_nr, quarters.schooljaar
),

looked_at as (
    select count(*) as n
    from judged
),

offending as (
    select
        'inschrijvingen' as dataset,
        judged.schooljaar as period,
        leavers.source_line
    from judged
    inner join {{ ref('leavers') }} as leavers on judged.leaver_nr = leavers.leaver_nr
    where judged.is_wrong
),

{{ check_result() }}
