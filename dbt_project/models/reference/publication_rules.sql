with {{ population_chains() }},

named as (
    select
        publications.publicatie,
        'populatie' as via,
        chains.regels
    from {{ ref('publications') }} as publications
    inner join chains on publications.populatie = chains.populatie
    union all
    select
        publicatie,
        'publicatie' as via,
        eigen_regels as regels
    from {{ ref('publications') }}
),

superfluous as (
    select
        publications.publicatie,
        chains.overbodige_regels as regels
    from {{ ref('publications') }} as publications
    inner join chains on publications.populatie = chains.populatie
    where chains.overbodige_regels is not null
)

select
    named.publicatie,
    rules.rule as regel,
    -- populatie goes before publicatie in the alphabet: a rule that is both is told once
    min(named.via) as via
from named
inner join {{ ref('rules') }} as rules on ' ' || named.regels || ' ' like '% ' || rules.rule || ' %'
anti join superfluous
    on
        named.publicatie = superfluous.publicatie
        and ' ' || superfluous.regels || ' ' like '% ' || rules.rule || ' %'
group by named.publicatie, rules.rule
