{{ config(meta={'rule': 'R57', 'dagster': {'ref': {'name': 'labour_market_entries'}}}) }}

-- Quarter by quarter: nobody works before their first employment, everyone works in it; those without one never
-- work, and are available in K8 or not, as stated. Who does not start in K1 has none.
with judged as (
    select
        quarters.leaver_nr,
        quarters.schooljaar,
        bool_or(
            case
                when entries.start_kwartaal <> '1' then entries.eerste_tewerkstelling is not null
                when entries.eerste_tewerkstelling is null then true
                when quarters.kwartaal = try_cast(entries.eerste_tewerkstelling as int)
                    then quarters.arbeidsmarktstatus <> 'werkend'
                when quarters.kwartaal < coalesce(try_cast(entries.eerste_tewerkstelling as int), 9)
                    then
                        quarters.arbeidsmarktstatus = 'werkend'
                        or (
                            quarters.kwartaal = 8
                            and (quarters.arbeidsmarktstatus = 'niet beschikbaar')
                            <> (entries.eerste_tewerkstelling = 'arbeidsmarkt verlaten')
                        )
                else false
            end
        ) as is_wrong
    from {{ ref('leaver_quarters') }} as quarters
    inner join {{ ref('labour_market_entries') }} as entries on quarters.leaver_nr = entries.leaver_nr
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
