{{ config(meta={'rule': 'R66', 'dagster': {'ref': {'name': 'cells'}}}) }}

-- Per study area and quarter the joint committees, and nothing else, are ranked 1 to n; held side by side, the one
-- with more persons has the better rank, and of two with as many the one with the lower number.
with cells as (
    select
        *,
        categorie like 'PC %' as is_committee,
        count_if(categorie like 'PC %') over (partition by publicatie, studiegebied, kwartaal) as n_committees
    from {{ ref('cells') }}
    where publicatie in ('tab_5', 'tab_6')
),

pairs as (
    select worse.rang
    from cells as better
    inner join cells as worse
        on
            better.publicatie = worse.publicatie
            and better.schooljaar = worse.schooljaar
            and better.studiegebied = worse.studiegebied
            and better.kwartaal = worse.kwartaal
    where
        better.is_committee
        and worse.is_committee
        and (
            better.aantal > worse.aantal
            or (
                better.aantal = worse.aantal
                and cast(substr(better.categorie, 4) as int) < cast(substr(worse.categorie, 4) as int)
            )
        )
        and better.rang >= worse.rang
),

singles as (
    select rang
    from cells
    where
        is_committee <> (rang is not null)
        or rang < 1
        or rang > n_committees
        or (is_committee and aantal = 0)
),

looked_at as (
    select count(*) as n
    from cells
    where is_committee
),

offending as (
    select
        cast(null as string) as dataset,
        cast(null as string) as period,
        cast(null as bigint) as source_line
    from (
        select rang from pairs
        union all
        select rang from singles
    ) as wrong
),

{{ check_result() }}
